import type { ReactNode } from 'react'
import classes from './door-frame.module.css'
import { DoorGuides } from './guides/door-guides.tsx'
import { LookSwitch } from './look-switch.tsx'

/** The sheet on which every page before the open station stands: first run, locked, restore, broken. */
export function DoorFrame({
  title,
  text,
  wide = false,
  children,
}: {
  title: string
  text?: ReactNode
  wide?: boolean
  children: ReactNode
}) {
  return (
    <div className={classes.ground}>
      <main className={classes.sheet} data-wide={wide || undefined}>
        <div className={classes.brand}>Rekam</div>
        <h1>{title}</h1>
        {text ? <p className={classes.text}>{text}</p> : null}
        {children}
      </main>
      <footer className={classes.foot}>
        <DoorGuides />
        <LookSwitch />
      </footer>
    </div>
  )
}
