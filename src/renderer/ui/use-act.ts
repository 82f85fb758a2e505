import { useMutation, type UseMutationOptions } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'

export interface Act<Input, Output> {
  /** Does it once; strokes and clicks that arrive while it runs do nothing. */
  readonly run: (input: Input, after?: (output: Output) => void) => void
  readonly pending: boolean
  /** What the last try threw; stays until the next try or `dismiss`. */
  readonly error: unknown
  readonly dismiss: () => void
}

/** A call that a person starts. A double click or a held Enter is one call (PRODUCT: buttons are idempotent). */
export function useAct<Input, Output>(options: UseMutationOptions<Output, Error, Input>): Act<Input, Output> {
  const { mutate, isPending, error, reset } = useMutation(options)
  const busy = useRef(false)
  const run = useCallback(
    (input: Input, after?: (output: Output) => void) => {
      if (busy.current) return
      busy.current = true
      mutate(input, {
        onSettled: (output, why) => {
          // Free before `after`, which may go on with the same act.
          busy.current = false
          if (why === null) after?.(output as Output)
        },
      })
    },
    [mutate],
  )
  return { run, pending: isPending, error, dismiss: reset }
}
