import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './states.module.css'

/** An empty page says what to do first. */
export function Empty({
  icon: Picture,
  title,
  text,
  action,
}: {
  icon: Icon
  title: string
  text: ReactNode
  action?: ReactNode
}) {
  return (
    <div className={classes.empty}>
      <Picture size={40} stroke={1.5} aria-hidden />
      <h2>{title}</h2>
      <p>{text}</p>
      {action}
    </div>
  )
}
