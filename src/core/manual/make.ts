import { startThread } from '../../lib/thread.ts'
import { letterFonts } from '../paper/index.ts'
import type { BookJob } from './book.ts'
import type { Language } from './lay-out.ts'
import { pictures } from './pictures.ts'

export type ManualKind = 'book' | 'card'

/** The manual or the emergency card as a PDF, made in a thread that ends with it, and by the signal. @param version of the program, on the title page */
export async function makeManual(
  kind: ManualKind,
  of: { resources: string; language: Language; version: string; madeAt: Date; signal?: AbortSignal },
): Promise<{ pdf: Uint8Array; pages: number }> {
  const job: BookJob = {
    language: of.language,
    version: of.version,
    fonts: await letterFonts(of.resources),
    pictures: kind === 'book' ? await pictures(of.resources) : new Map(),
    madeAt: of.madeAt,
  }
  const thread = startThread(new URL('./manual.worker.ts', import.meta.url), {})
  of.signal?.addEventListener('abort', () => void thread.close())
  try {
    return await thread.run<{ pdf: Uint8Array; pages: number }>(kind, job)
  } finally {
    await thread.close()
  }
}
