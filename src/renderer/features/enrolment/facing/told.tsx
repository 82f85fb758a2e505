import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './facing.module.css'

interface ToldProps {
  readonly icon: Icon
  readonly title: string
  readonly text: string
  /** The green light. */
  readonly safe?: boolean
  readonly children?: ReactNode
}

/** A picture, a title and a sentence. */
export function Told({ icon: Picture, title, text, safe = false, children }: ToldProps) {
  return (
    <main className={classes.told} data-safe={safe}>
      <Picture size={220} stroke={1.25} aria-hidden />
      <div role="status">
        <h1>{title}</h1>
        <p>{text}</p>
      </div>
      {children}
    </main>
  )
}
