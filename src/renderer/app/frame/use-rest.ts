import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import { orpc } from '../../orpc.ts'
import { useAct } from '../../ui/use-act.ts'
import { IDLE_MINUTES, watchIdle } from './idle.ts'

/** The field that has the focus saves itself when it loses it. */
export function letGo(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}

/** Gives the desk to the next person: what was typed is saved, what runs goes on. Also done for a desk that nobody touches. */
export function useRest(): () => void {
  const queries = useQueryClient()
  const { run } = useAct({
    ...orpc.account.rest.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.account.key() }),
  })
  const rest = useCallback(() => {
    letGo()
    run({})
  }, [run])
  useEffect(() => watchIdle(window, IDLE_MINUTES * 60_000, rest), [rest])
  return rest
}
