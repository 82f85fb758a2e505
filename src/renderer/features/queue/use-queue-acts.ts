import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { orpc } from '../../orpc.ts'
import { useAct } from '../../ui/use-act.ts'

/** What an operator does with numbers; each at most once at a time. */
export function useQueueActs() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const onSuccess = () => queries.invalidateQueries({ queryKey: orpc.queue.key() })
  const next = useAct({ ...orpc.queue.next.mutationOptions(), onSuccess })
  const recall = useAct({ ...orpc.queue.recall.mutationOptions(), onSuccess })
  const absent = useAct({ ...orpc.queue.noShow.mutationOptions(), onSuccess })
  const prioritise = useAct({ ...orpc.queue.prioritise.mutationOptions(), onSuccess })
  const open = useAct(orpc.queue.open.mutationOptions())
  const all = [next, recall, absent, prioritise, open]
  return {
    next,
    recall,
    absent,
    prioritise,
    open,
    pending: all.some(({ pending }) => pending),
    error: all.find(({ error }) => error !== null)?.error ?? null,
    dismiss: () => all.forEach((act) => act.dismiss()),
    /** The recording of a number: its NIK stands in the field already, or its name is there to be looked up. */
    start: (id: string) =>
      open.run({ id }, ({ nik, name, purpose }) => {
        void navigate({
          to: '/enrolment/new',
          state: { ticket: id, name, purpose, ...(nik === null ? {} : { nik }) },
        })
      }),
  }
}
