import { type Suket, suketContract } from '../../contract/suket.ts'
import { replaceDurably } from '../../lib/write-durably.ts'
import { refuse } from '../refuse.ts'
import { serve } from '../rpc.ts'
import type { Station } from '../station.ts'
import { voidSuket, withdrawSuket } from './end.ts'
import { eventsOf } from './events.ts'
import { onPaper } from './on-paper.ts'
import { issueSuket, renewSuket } from './issue.ts'
import { letterKeys } from './letter-keys.ts'
import { suketOptions } from './options.ts'
import { suketPdf } from './pdf.ts'
import { listSukets, newestOf, shownSuket, suketByNumber } from './queries.ts'
import { registerState, resumeRegister } from './register.ts'
import { todayOf } from './today.ts'
import { verifySuket } from './verify.ts'

const os = serve(suketContract)

/** Writes a letter's PDF where the person wants it; a printer that takes files prints the same bytes. */
export async function saveSuket(station: Station, id: string, path: string): Promise<{ path: string }> {
  await replaceDurably(path, await suketPdf(station, id))
  await station.write.transaction((tx) => onPaper(tx, station, id, 'save'))
  station.changed('suket')
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

function letterOf(station: Station, id: string): Suket {
  const letter = shownSuket(station.read, id, todayOf(station))
  if (!letter) throw refuse('NOT-FOUND', { what: 'Suket' })
  return letter
}

export const suketHandlers = os.router({
  issue: os.issue.handler(({ input, context }) => issueSuket(context.desk.station(), input.recording, input)),
  renew: os.renew.handler(({ input, context }) => renewSuket(context.desk.station(), input.id, input)),
  withdraw: os.withdraw.handler(async ({ input, context }) => {
    const station = context.desk.station()
    await withdrawSuket(station, input.id, input.reason)
    return letterOf(station, input.id)
  }),
  void: os.void.handler(async ({ input, context }) => {
    const station = context.desk.station()
    await voidSuket(station, input.id, input.reason)
    return letterOf(station, input.id)
  }),
  history: os.history.handler(({ input, context }) => {
    const station = context.desk.station()
    return eventsOf(station.read, letterOf(station, input.id).id)
  }),
  options: os.options.handler(({ context }) => suketOptions(context.desk.station())),
  register: os.register.handler(({ context }) => {
    const station = context.desk.station()
    return registerState(station.read, station)
  }),
  resume: os.resume.handler(({ input, context }) => resumeRegister(context.desk.station(), input)),
  ofRecording: os.ofRecording.handler(({ input, context }) => {
    const station = context.desk.station()
    return newestOf(station.read, input.recording, todayOf(station)) ?? null
  }),
  show: os.show.handler(({ input, context }) => letterOf(context.desk.station(), input.id)),
  list: os.list.handler(({ input, context }) => {
    const station = context.desk.station()
    return listSukets(station.read, { ...input, before: input.before, today: todayOf(station) })
  }),
  save: os.save.handler(({ input, context }) => saveSuket(context.desk.station(), input.id, input.path)),
  verify: os.verify.handler(({ input, context }) => verifyHere(context.desk.station(), input.text)),
})
