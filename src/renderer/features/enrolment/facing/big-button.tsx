import type { ReactNode } from 'react'
import classes from './facing.module.css'

interface BigButtonProps {
  readonly children: ReactNode
  readonly onClick: () => void
  readonly primary?: boolean
  readonly pending?: boolean
}

/** A button that a finger hits, and Enter where there is no finger: the primary one has the focus. */
export function BigButton({ children, onClick, primary = false, pending = false }: BigButtonProps) {
  return (
    <button
      type="button"
      className={classes.button}
      data-primary={primary}
      autoFocus={primary}
      aria-disabled={pending}
      onClick={() => pending || onClick()}
    >
      {children}
    </button>
  )
}
