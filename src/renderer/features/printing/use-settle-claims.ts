import { useQueryClient } from '@tanstack/react-query'
import { orpc } from '../../orpc.ts'
import { useAct } from '../../ui/use-act.ts'

/** A supervisor's word on cards; where there are none they are asked for at once, which `stop` ends while a site is silent. */
export function useSettleClaims() {
  const queries = useQueryClient()
  const claim = useAct({
    ...orpc.printing.settleClaims.mutationOptions(),
    onSuccess: () => queries.invalidateQueries(),
  })
  const end = useAct(orpc.printing.endOrder.mutationOptions())
  return { claim, stop: () => end.run({}) }
}
