import { type ReactNode, useId } from 'react'
import classes from './card.module.css'
import { WaitingFor } from './waiting-for.ts'

interface CardProps {
  readonly title: string
  /** What can be done with it, at the right of its title. */
  readonly action?: ReactNode
  /** Tables reach its edges. */
  readonly flush?: boolean
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** A part of a page that holds several: a title, at most one small action, its content. */
export function Card({ title, action, flush = false, className, children }: CardProps) {
  const id = useId()
  return (
    <section className={className ? `${classes.card} ${className}` : classes.card} aria-labelledby={id}>
      <header className={classes.head}>
        <h2 id={id}>{title}</h2>
        {action}
      </header>
      <div className={classes.body} data-flush={flush || undefined}>
        <WaitingFor value={title}>{children}</WaitingFor>
      </div>
    </section>
  )
}
