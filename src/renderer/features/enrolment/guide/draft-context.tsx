/** The open recording: the draft as it lies on disk, and the ways that the steps change it. */
import { useQueryClient } from '@tanstack/react-query'
import { createContext, use, useCallback } from 'react'
import type { Draft, Step } from '../../../../contract/enrolment.ts'
import { orpc } from '../../../orpc.ts'
import type { FieldSaver } from '../biodata/field-saver.ts'

export interface OpenDraft {
  readonly draft: Draft
  readonly saver: FieldSaver
  /** Goes to a step, after everything typed is on disk. */
  readonly goTo: (step: Step) => void
  /** Opens the dialog for the photo of what is excepted. */
  readonly photograph: () => void
}

export const DraftContext = createContext<OpenDraft | null>(null)

/** The draft that the guide has open. */
export function useDraft(): OpenDraft {
  const open = use(DraftContext)
  if (!open) throw new Error('no recording is open')
  return open
}

/** Puts the draft that a call answered on the screen, and marks what depends on it as old. */
export function useTakeDraft(): (draft: Draft) => void {
  const queries = useQueryClient()
  return useCallback(
    (draft) => {
      queries.setQueryData(orpc.enrolment.draft.queryKey({ input: { id: draft.id } }), draft)
      void queries.invalidateQueries({ queryKey: orpc.enrolment.review.key() })
      void queries.invalidateQueries({ queryKey: orpc.enrolment.drafts.key(), refetchType: 'none' })
    },
    [queries],
  )
}
