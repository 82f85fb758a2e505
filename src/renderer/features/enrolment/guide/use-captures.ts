import type { z } from 'zod'
import type { captureMetaSchema, Slot } from '../../../../contract/enrolment.ts'
import { orpc } from '../../../orpc.ts'
import { type Act, useAct } from '../../../ui/use-act.ts'
import { useDraft, useTakeDraft } from './draft-context.tsx'

export type CaptureMeta = z.input<typeof captureMetaSchema>

export interface SaveInput {
  readonly slot: Slot
  readonly file: Blob
  readonly meta: CaptureMeta
}

/** Saving one capture of the open recording; it is on the disk when it answers. */
export function useSaveCapture(): {
  readonly save: (input: SaveInput, after?: () => void) => void
  readonly act: Pick<Act<unknown, unknown>, 'pending' | 'error' | 'dismiss'>
} {
  const { draft } = useDraft()
  const take = useTakeDraft()
  const act = useAct({ ...orpc.enrolment.saveCapture.mutationOptions(), onSuccess: take })
  return {
    save: ({ slot, file, meta }, after) =>
      act.run(
        {
          id: draft.id,
          slot,
          file: new File([file], slot, { type: file.type }),
          meta: { attempts: 1, ...meta },
        },
        after,
      ),
    act,
  }
}

/** The capture of a slot, if there is one. */
export function useCaptured(slot: Slot) {
  return useDraft().draft.captures.find((capture) => capture.slot === slot)
}
