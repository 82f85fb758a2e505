import type { ReactNode } from 'react'
import classes from './page.module.css'
import { WaitingFor } from './waiting-for.ts'

interface PageProps {
  readonly title: string
  /** The one primary action, always at the right. */
  readonly primary?: ReactNode
  /** What narrows the page (search, filters), between title and action. */
  readonly tools?: ReactNode
  readonly children: ReactNode
}

/** A page of a room: its title, one primary action at the same place everywhere, and content that scrolls alone. */
export function Page({ title, primary, tools, children }: PageProps) {
  return (
    <section className={classes.page}>
      <header className={classes.head}>
        <h1 className={classes.title} title={title}>
          {title}
        </h1>
        <div className={classes.tools}>{tools}</div>
        {primary}
      </header>
      <div className={classes.content}>
        <WaitingFor value={title}>{children}</WaitingFor>
      </div>
    </section>
  )
}
