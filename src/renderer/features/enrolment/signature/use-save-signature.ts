import { useMutation } from '@tanstack/react-query'
import { client } from '../../../rpc.ts'
import { PREPARING } from '../guide/capture-work.ts'
import { useDraft, useTakeDraft } from '../guide/draft-context.tsx'
import { type Stroke, strokesFile } from './strokes.ts'

interface Written {
  readonly png: Blob
  readonly strokes: readonly Stroke[]
}

/** Saves what is on the pad each time the pen rests; one after the other, so that the last ink wins. */
export function useSaveSignature(): { readonly save: (written: Written) => void; readonly error: unknown } {
  const { draft } = useDraft()
  const take = useTakeDraft()
  const { id } = draft
  const { mutate, error } = useMutation({
    mutationKey: PREPARING,
    scope: { id: `signature ${id}` },
    mutationFn: async ({ png, strokes }: Written) => {
      const meta = { device: 'signature pad' }
      const drawn = new File([strokesFile(strokes)], 'strokes', { type: 'application/json' })
      await client.enrolment.saveCapture({ id, slot: 'signature-strokes', file: drawn, meta })
      const picture = new File([png], 'signature', { type: 'image/png' })
      return client.enrolment.saveCapture({ id, slot: 'signature', file: picture, meta })
    },
    onSuccess: take,
  })
  return { save: mutate, error }
}
