import { boardContract } from '../../contract/board.ts'
import { serve } from '../rpc.ts'
import { checklist, signList, tick } from './checklist.ts'
import { recapAside, recaps } from './recap/aside.ts'
import { saveRecap } from './recap/save.ts'
import { printReport, saveReport } from './report/keep.ts'
import { eveningReport } from './report/make.ts'
import { showBoard } from './show.ts'
import { watchTopics } from './watch.ts'

const os = serve(boardContract)

export const boardHandlers = os.router({
  show: os.show.handler(({ context }) => showBoard(context.desk.station())),
  checklist: os.checklist.handler(({ input, context }) => checklist(context.desk.station(), input.day)),
  tick: os.tick.handler(({ input, context }) => tick(context.desk.station(), input)),
  sign: os.sign.handler(({ input, context }) => signList(context.desk.station(), input)),
  report: os.report.handler(async ({ context }) => {
    const station = context.desk.station()
    const shown = await eveningReport(station)
    station.changed('board')
    return shown
  }),
  saveReport: os.saveReport.handler(({ input, context }) => saveReport(context.desk.station(), input)),
  printReport: os.printReport.handler(({ context }) => printReport(context.desk.station())),
  recap: os.recap.handler(({ input: { from, to, by }, context, signal }) =>
    recapAside(context.desk.station(), { from, to }, by, signal),
  ),
  recapProgress: os.recapProgress.handler(({ context }) => recaps.progress(context.desk.station())),
  cancelRecap: os.cancelRecap.handler(async ({ context }) => {
    await recaps.end(context.desk.station())
    return { done: true as const }
  }),
  saveRecap: os.saveRecap.handler(({ input, context }) => saveRecap(context.desk.station(), input)),
  // Not a generator itself: a locked station is refused at once, not at the first change.
  watch: os.watch.handler(async ({ context, signal }) => watchTopics(context.desk.station(), signal)),
})
