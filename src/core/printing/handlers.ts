import { printingContract } from '../../contract/printing.ts'
import { serve } from '../rpc.ts'
import { blanksOf, correctBlanks, receiveBlanks, spoilBlanks } from './blanks.ts'
import { settleClaims } from './claimed.ts'
import { printPaper, savePaper } from '../paper/index.ts'
import { destroySpoilt, recordPaper } from './destroy.ts'
import { handOverCard, markMisprint, markPrinted } from './life.ts'
import { endOrders, orderCards } from './orders.ts'
import { countCards, listCards, shownCard } from './queries.ts'
import { printSlip, saveSlip } from './visit/slip.ts'
import { settleVisits, visitsOf } from './visit/visits.ts'
import { whereIsCard } from './visit/where.ts'

const os = serve(printingContract)

export const printingHandlers = os.router({
  list: os.list.handler(({ input, context }) =>
    listCards(context.desk.station().read, { ...input, limit: 100 }),
  ),
  ofRecording: os.ofRecording.handler(
    ({ input, context }) => shownCard(context.desk.station().read, input.recording) ?? null,
  ),
  counts: os.counts.handler(({ context }) => countCards(context.desk.station().read)),
  order: os.order.handler(({ input, context }) => orderCards(context.desk.station(), input.recordings)),
  endOrder: os.endOrder.handler(async ({ context }) => {
    await endOrders(context.desk.station())
    return { done: true as const }
  }),
  settleClaims: os.settleClaims.handler(({ input, context }) => settleClaims(context.desk.station(), input)),
  printed: os.printed.handler(({ input, context }) =>
    markPrinted(context.desk.station(), input.recording, input.serial),
  ),
  misprint: os.misprint.handler(({ input, context }) =>
    markMisprint(context.desk.station(), input.recording, input.reason),
  ),
  handOver: os.handOver.handler(({ input, context }) => handOverCard(context.desk.station(), input)),
  where: os.where.handler(({ input, context }) => whereIsCard(context.desk.station(), input.texts)),
  visits: os.visits.handler(({ input, context }) => visitsOf(context.desk.station().read, input.recording)),
  settleVisits: os.settleVisits.handler(({ input, context }) =>
    settleVisits(context.desk.station(), input.recording, input.note),
  ),
  saveSlip: os.saveSlip.handler(({ input, context }) =>
    saveSlip(context.desk.station(), input.recording, input.path),
  ),
  printSlip: os.printSlip.handler(async ({ input, context }) => ({
    done: true as const,
    printer: await printSlip(context.desk.station(), input.recording),
  })),
  blanks: os.blanks.handler(({ context }) => blanksOf(context.desk.station().read)),
  receive: os.receive.handler(({ input, context }) =>
    receiveBlanks(context.desk.station(), input.count, input.note),
  ),
  damaged: os.damaged.handler(({ input, context }) =>
    spoilBlanks(context.desk.station(), input.count, input.reason),
  ),
  correct: os.correct.handler(({ input, context }) =>
    correctBlanks(context.desk.station(), input.counted, input.reason),
  ),
  saveRecord: os.saveRecord.handler(({ input, context }) => {
    const station = context.desk.station()
    return savePaper(station, input.path, recordPaper(station, input.destruction))
  }),
  printRecord: os.printRecord.handler(({ input, context }) => {
    const station = context.desk.station()
    return printPaper(station, recordPaper(station, input.destruction))
  }),
  destroy: os.destroy.handler(({ input, context }) => destroySpoilt(context.desk.station(), input)),
})
