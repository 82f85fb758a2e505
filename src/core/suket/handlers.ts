import { suketContract } from '../../contract/suket.ts'
import { replaceDurably } from '../../lib/write-durably.ts'
import { recordAct } from '../audit/index.ts'
import { refuse } from '../refuse.ts'
import { serve } from '../rpc.ts'
import type { Station } from '../station.ts'
import { dayIn } from './days.ts'
import { issueSuket } from './issue.ts'
import { letterKeys } from './letter-keys.ts'
import { suketPdf } from './pdf.ts'
import { listSukets, newestOf, shownSuket, suketByNumber } from './queries.ts'
import { verifySuket } from './verify.ts'

const os = serve(suketContract)

const today = (station: Station) => dayIn(station.profile.station.zone, station.ports.now())

/** Writes a letter's PDF where the person wants it; a printer that takes files prints the same bytes. */
export async function saveSuket(station: Station, id: string, path: string): Promise<{ path: string }> {
  await replaceDurably(path, await suketPdf(station, id))
  await station.write.transaction((tx) => recordAct(tx, station, 'suket.save', id))
  return { path }
}

/** Holds a QR's text against this station's trust list and register. */
export function verifyHere(station: Station, text: string) {
  return verifySuket(text, {
    trusted: letterKeys(station),
    now: station.ports.now(),
    zone: station.profile.station.zone,
    stateOf: (number) => suketByNumber(station.read, number)?.state,
  })
}

export const suketHandlers = os.router({
  issue: os.issue.handler(({ input, context }) => issueSuket(context.desk.station(), input.recording)),
  ofRecording: os.ofRecording.handler(({ input, context }) => {
    const station = context.desk.station()
    return newestOf(station.read, input.recording, today(station)) ?? null
  }),
  show: os.show.handler(({ input, context }) => {
    const station = context.desk.station()
    const letter = shownSuket(station.read, input.id, today(station))
    if (!letter) throw refuse('NOT-FOUND', { what: 'Suket' })
    return letter
  }),
  list: os.list.handler(({ input, context }) => {
    const station = context.desk.station()
    return listSukets(station.read, { ...input, before: input.before, today: today(station) })
  }),
  save: os.save.handler(({ input, context }) => saveSuket(context.desk.station(), input.id, input.path)),
  verify: os.verify.handler(({ input, context }) => verifyHere(context.desk.station(), input.text)),
})
