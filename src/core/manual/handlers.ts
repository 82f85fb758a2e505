import { manualContract } from '../../contract/manual.ts'
import { replaceDurably } from '../../lib/write-durably.ts'
import { LongWork } from '../long-work.ts'
import { serve } from '../rpc.ts'
import { refusePlace } from '../save-place.ts'
import { VERSION } from '../settings/index.ts'
import type { Station } from '../station.ts'
import type { Language } from './lay-out.ts'
import { makeManual, type ManualKind } from './make.ts'

const os = serve(manualContract)

/** Manuals that are being made. */
const books = new LongWork('MANUAL-ENDED')

/** Makes it and writes it where the person wants it. SAVE-PLACE, FILE-EXISTS, MANUAL-ENDED. */
async function save(
  station: Station,
  kind: ManualKind,
  { path, language }: { path: string; language: Language },
): Promise<{ path: string; pages: number }> {
  await refusePlace(station.paths, path, 'pdf')
  const { resources } = station.paths
  const ending = new AbortController()
  const of = { resources, language, version: VERSION, madeAt: station.ports.now(), signal: ending.signal }
  const first = { phase: 'making', done: 0, total: 0 }
  return books.run(
    station,
    first,
    async ({ refuseEnded }) => {
      const { pdf, pages } = await makeManual(kind, of)
      refuseEnded()
      await replaceDurably(path, pdf)
      return { path, pages }
    },
    { stop: () => ending.abort() },
  )
}

export const manualHandlers = os.router({
  saveBook: os.saveBook.handler(({ input, context }) => save(context.desk.station(), 'book', input)),
  endBook: os.endBook.handler(async ({ context }) => {
    await books.end(context.desk.station())
    return { done: true as const }
  }),
  saveCard: os.saveCard.handler(({ input, context }) => save(context.desk.station(), 'card', input)),
})
