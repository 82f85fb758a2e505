/** The open recording: the draft as it lies on disk, at the step that is on the screen, and the ways that the steps change it. */
import { useQueryClient } from '@tanstack/react-query'
import { createContext, use, useCallback } from 'react'
import type { Draft } from '../../../../contract/enrolment.ts'
import { orpc } from '../../../orpc.ts'
import type { FieldSaver } from '../biodata/field-saver.ts'
import type { Steps } from './use-steps.ts'

export interface OpenDraft {
  readonly draft: Draft
  readonly saver: FieldSaver
  /** Shows a step; everything typed, and what `first` keeps, is on the disk before it is. */
  readonly goTo: Steps['goTo']
  readonly settled: Steps['settled']
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
