import { exportContract } from '../../contract/export.ts'
import { serve } from '../rpc.ts'
import { printPaper, savePaper } from '../paper/index.ts'
import { planned } from './choose.ts'
import { handOver, markArrived, markLost } from './life.ts'
import { letterPaper } from './letter-pdf.ts'
import { overdueBags } from './late.ts'
import { bagHistory, listBags } from './list.ts'
import { makeBag } from './make.ts'
import { takeReceipts } from './receipts.ts'

const os = serve(exportContract)

export const exportHandlers = os.router({
  plan: os.plan.handler(({ context }) => planned(context.desk.station().read)),
  make: os.make.handler(({ input, context }) => makeBag(context.desk.station(), input)),
  bags: os.bags.handler(({ context }) => listBags(context.desk.station())),
  overdue: os.overdue.handler(({ context }) => overdueBags(context.desk.station())),
  history: os.history.handler(({ input, context }) => bagHistory(context.desk.station(), input.bag)),
  saveLetter: os.saveLetter.handler(({ input, context }) => {
    const station = context.desk.station()
    return savePaper(station, input.path, letterPaper(station, input.bag))
  }),
  printLetter: os.printLetter.handler(({ input, context }) => {
    const station = context.desk.station()
    return printPaper(station, letterPaper(station, input.bag))
  }),
  handOver: os.handOver.handler(({ input, context }) => handOver(context.desk.station(), input)),
  arrived: os.arrived.handler(({ input, context }) => markArrived(context.desk.station(), input)),
  lost: os.lost.handler(({ input, context }) => markLost(context.desk.station(), input)),
  receipts: os.receipts.handler(({ input, context }) => takeReceipts(context.desk.station(), input.folder)),
})
