/**
 * A process of its own that decodes images and may die of them: what a decoder does with a crafted file then costs one capture, not
 * the desk. Speaks over Node's IPC with 'advanced' serialization; ends when its parent does.
 */
import { Transformer } from '@napi-rs/image'
import type { Crop } from './crop.ts'
import { makePortrait } from './portrait.ts'

export type ImageJob =
  | { readonly do: 'decode'; readonly bytes: Uint8Array }
  | { readonly do: 'portrait'; readonly bytes: Uint8Array; readonly crop: Crop | undefined }

export interface ImageRequest {
  readonly id: number
  readonly job: ImageJob
}

export interface ImageAnswer {
  readonly id: number
  /** What the job answers; undefined when the decoder refused. */
  readonly result: unknown
}

function run(job: ImageJob): unknown {
  try {
    if (job.do === 'portrait') return makePortrait(job.bytes, job.crop)
    return { pixels: new Transformer(job.bytes).rawPixelsSync().length > 0 }
  } catch (error) {
    // The decoder's words may quote the file; that it refused is all that anyone needs.
    if (error instanceof Error) return undefined
    throw error
  }
}

process.on('message', ({ id, job }: ImageRequest) => {
  const answer: ImageAnswer = { id, result: run(job) }
  process.send?.(answer)
})
process.on('disconnect', () => process.exit(0))
