import { manualContract } from '../../contract/manual.ts'
import { replaceDurably } from '../../lib/write-durably.ts'
import { serve } from '../rpc.ts'
import { refusePlace } from '../save-place.ts'
import { VERSION } from '../settings/index.ts'
import type { Station } from '../station.ts'
import type { Language } from './lay-out.ts'
import { makeManual, type ManualKind } from './make.ts'

const os = serve(manualContract)

/** Makes it and writes it where the person wants it. SAVE-PLACE, FILE-EXISTS. */
async function save(
  station: Station,
  kind: ManualKind,
  { path, language }: { path: string; language: Language },
): Promise<{ path: string; pages: number }> {
  await refusePlace(station.paths, path, 'pdf')
  const { resources } = station.paths
  const made = await makeManual(kind, { resources, language, version: VERSION, madeAt: station.ports.now() })
  await replaceDurably(path, made.pdf)
  return { path, pages: made.pages }
}

export const manualHandlers = os.router({
  saveBook: os.saveBook.handler(({ input, context }) => save(context.desk.station(), 'book', input)),
  saveCard: os.saveCard.handler(({ input, context }) => save(context.desk.station(), 'card', input)),
})
