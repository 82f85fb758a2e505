import { type Suket, suketContract } from '../../contract/suket.ts'
import { refuse } from '../refuse.ts'
import { serve } from '../rpc.ts'
import type { Station } from '../station.ts'
import { recapTotals } from './book/book.ts'
import { suketGaps } from './book/gaps.ts'
import { suketRecap } from './book/recap.ts'
import { saveBook } from './book/save-book.ts'
import { addDays } from './days.ts'
import { voidSuket, withdrawSuket } from './end.ts'
import { eventsOf } from './events.ts'
import { issueSuket, renewSuket } from './issue.ts'
import { letterKeys } from './letter-keys.ts'
import { closeOffice, officeState, openOffice } from './office/office.ts'
import { suketOptions } from './options.ts'
import { cancelPrints, settlePrint } from './print/acts.ts'
import { jobsOfBatch, jobsOfLetter, liveBatch } from './print/jobs.ts'
import { lastChoice, printSukets, unprinted } from './print/order.ts'
import { signerOf } from './pdf.ts'
import { termsOf } from './policy.ts'
import { listSukets, newestOf, shownSuket, suketById, suketByNumber } from './queries.ts'
import { registerState, resumeRegister } from './register.ts'
import { saves, saveSuket, saveSukets } from './save.ts'
import { stateOn } from './states.ts'
import { todayOf } from './today.ts'
import { verifyTexts } from './verify.ts'

const os = serve(suketContract)

/** Holds the texts of QR codes against this station's trust list and register. SUKET-MANY-QR. */
export function verifyHere(station: Station, ...texts: readonly string[]) {
  const today = todayOf(station)
  return verifyTexts(texts, {
    trusted: letterKeys(station),
    now: station.ports.now(),
    zone: station.profile.station.zone,
    entryOf(number) {
      const row = suketByNumber(station.read, number)
      return row && { issuer: row.issuer, state: stateOn(row, today), endReason: row.end_reason }
    },
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
  show: os.show.handler(({ input, context }) => {
    const station = context.desk.station()
    const letter = letterOf(station, input.id)
    const signer = signerOf(station, suketById(station.read, input.id)!)
    return {
      ...letter,
      signer: signer ? { title: signer.title, name: signer.name, signs: signer.signs ?? 'wet' } : null,
    }
  }),
  list: os.list.handler(({ input, context }) => {
    const station = context.desk.station()
    const today = todayOf(station)
    const soon = addDays(today, termsOf(station.profile).renewFromDays)
    return listSukets(station.read, { ...input, before: input.before, today, soon })
  }),
  printers: os.printers.handler(async ({ context }) => {
    const station = context.desk.station()
    const printers = (await station.ports.printers.list()).map((printer) => ({
      ...printer,
      trays: [...printer.trays],
      papers: [...printer.papers],
    }))
    return { printers, last: lastChoice(station.read) }
  }),
  print: os.print.handler(({ input, context }) => printSukets(context.desk.station(), input)),
  prints: os.prints.handler(({ input: { suket, batch }, context }) => {
    const { read } = context.desk.station()
    return batch === undefined ? jobsOfLetter(read, suket ?? '') : jobsOfBatch(read, batch)
  }),
  cancelPrints: os.cancelPrints.handler(async ({ input, context }) => ({
    cancelled: await cancelPrints(context.desk.station(), input.batch),
  })),
  settlePrint: os.settlePrint.handler(({ input, context }) =>
    settlePrint(context.desk.station(), input.job, input.came),
  ),
  unprinted: os.unprinted.handler(({ context }) => {
    const station = context.desk.station()
    return { ...unprinted(station.read, todayOf(station)), batch: liveBatch(station.read) }
  }),
  saveAll: os.saveAll.handler(({ input, context }) =>
    saveSukets(context.desk.station(), input.ids, input.folder),
  ),
  saveProgress: os.saveProgress.handler(({ context }) => saves.progress(context.desk.station())),
  endSaves: os.endSaves.handler(async ({ context }) => {
    await saves.end(context.desk.station())
    return { done: true as const }
  }),
  save: os.save.handler(({ input, context }) => saveSuket(context.desk.station(), input.id, input.path)),
  office: os.office.handler(({ context }) => officeState(context.desk.station())),
  openOffice: os.openOffice.handler(({ input, context }) =>
    openOffice(context.desk.station(), input.path, input.passphrase),
  ),
  closeOffice: os.closeOffice.handler(({ context }) => closeOffice(context.desk.station())),
  verify: os.verify.handler(({ input, context }) => verifyHere(context.desk.station(), ...input.texts)),
  recap: os.recap.handler(({ input, context }) => {
    const station = context.desk.station()
    const { zone } = station.profile.station
    const days = suketRecap(station.read, input, zone)
    return { days, total: recapTotals(days), gaps: suketGaps(station.read, input, zone) }
  }),
  saveBook: os.saveBook.handler(({ input, context }) => saveBook(context.desk.station(), input)),
})
