/**
 * A process of its own that decodes images and may die of them: what a decoder does with a crafted file then costs one capture, not
 * the desk. Speaks over Node's IPC with 'advanced' serialization; ends when its parent does.
 */
import { Transformer } from '@napi-rs/image'
import { dropPage, type Paper, readPaper, type Turn, turnPaper } from '../documents/paper.ts'
import { drawPdf, type KeptPage } from '../documents/pdf.ts'
import type { Crop } from './crop.ts'
import { makePortrait } from './portrait.ts'
import { type RecordKind, readRecord } from './record.ts'

export type ImageJob =
  | { readonly do: 'decode'; readonly bytes: Uint8Array }
  | { readonly do: 'portrait'; readonly bytes: Uint8Array; readonly crop: Crop | undefined }
  | { readonly do: 'record'; readonly bytes: Uint8Array; readonly kind: RecordKind }
  | { readonly do: 'paper'; readonly bytes: Uint8Array; readonly pages?: readonly KeptPage[] | undefined }
  | { readonly do: 'pages'; readonly bytes: Uint8Array }
  | { readonly do: 'turn'; readonly paper: Paper; readonly turn: Turn; readonly page: number | undefined }
  | { readonly do: 'drop'; readonly paper: Paper; readonly page: number }

export interface ImageRequest {
  readonly id: number
  readonly job: ImageJob
}

export interface ImageAnswer {
  readonly id: number
  /** What the job answers; undefined when the decoder refused. */
  readonly result: unknown
}

async function run(job: ImageJob): Promise<unknown> {
  try {
    switch (job.do) {
      case 'portrait':
        return makePortrait(job.bytes, job.crop)
      case 'record':
        return await readRecord(job.bytes, job.kind)
      case 'paper':
        return await readPaper(job.bytes, job.pages)
      case 'pages':
        return await drawPdf(job.bytes)
      case 'turn':
        return await turnPaper(job.paper, job.turn, job.page)
      case 'drop':
        return await dropPage(job.paper, job.page)
      default:
        return { pixels: new Transformer(job.bytes).rawPixelsSync().length > 0 }
    }
  } catch (error) {
    // The decoder's words may quote the file; that it refused is all that anyone needs.
    if (error instanceof Error) return undefined
    throw error
  }
}

process.on('message', ({ id, job }: ImageRequest) => {
  void run(job).then((result) => process.send?.({ id, result } satisfies ImageAnswer))
})
process.on('disconnect', () => process.exit(0))
