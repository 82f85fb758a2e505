/** What the step on the screen says about the foot bar: whether F10 means something of its own there. */
import { createContext, use, useLayoutEffect, useRef } from 'react'

export interface StepActions {
  /** F10 on this step, instead of going on; answers true when it dealt with the key itself. */
  readonly next?: () => boolean
  /** Esc on this step, instead of going back; answers true when it dealt with the key itself. */
  readonly back?: () => boolean
  /** The word on the primary button, instead of `Lanjut`. */
  readonly nextLabel?: string
  readonly nextEnabled?: boolean
  readonly pending?: boolean
}

interface Holder {
  readonly set: (actions: StepActions | null) => void
}

export const StepActionsContext = createContext<Holder | null>(null)

/** Lays a step's own meaning over F10 and Esc for as long as it is shown. */
export function useStepActions(actions: StepActions): void {
  const holder = use(StepActionsContext)
  const current = useRef(actions)
  useLayoutEffect(() => {
    current.current = actions
  })
  const { nextLabel, nextEnabled, pending } = actions
  useLayoutEffect(() => {
    holder?.set({
      next: () => current.current.next?.() ?? false,
      back: () => current.current.back?.() ?? false,
      ...(nextLabel === undefined ? {} : { nextLabel }),
      ...(nextEnabled === undefined ? {} : { nextEnabled }),
      ...(pending === undefined ? {} : { pending }),
    })
  }, [holder, nextLabel, nextEnabled, pending])
  useLayoutEffect(() => () => holder?.set(null), [holder])
}
