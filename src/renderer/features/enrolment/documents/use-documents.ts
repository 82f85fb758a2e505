import { orpc } from '../../../orpc.ts'
import { useAct } from '../../../ui/use-act.ts'
import { useDraft, useTakeDraft } from '../guide/draft-context.tsx'

/** The papers of the open recording and what can be done with them; each act is on the disk when it answers. */
export function useDocuments() {
  const { draft } = useDraft()
  const take = useTakeDraft()
  const add = useAct({ ...orpc.enrolment.addDocument.mutationOptions(), onSuccess: take })
  const takeScan = useAct({ ...orpc.enrolment.takeScan.mutationOptions(), onSuccess: take })
  const turn = useAct({ ...orpc.enrolment.turnDocument.mutationOptions(), onSuccess: take })
  const remove = useAct({ ...orpc.enrolment.removeDocument.mutationOptions(), onSuccess: take })
  return {
    draft: draft.id,
    list: draft.documents,
    add,
    takeScan,
    turn,
    remove,
    error: add.error ?? takeScan.error ?? turn.error ?? remove.error,
    dismiss: () => {
      add.dismiss()
      takeScan.dismiss()
      turn.dismiss()
      remove.dismiss()
    },
  }
}

export type Documents = ReturnType<typeof useDocuments>
