import { queueContract } from '../../../contract/queue.ts'
import { serve } from '../../rpc.ts'
import { daybook } from './daybook.ts'
import { absentRows, calledRows, servingRows, ticketRow, ticketView, waitingRows } from './rows.ts'
import {
  closeTicket,
  nextTicket,
  notAgain,
  noteNoShow,
  prioritise,
  recallTicket,
  takeTicket,
  todayAt,
  todayBegan,
} from './tickets.ts'

const os = serve(queueContract)

export const queueHandlers = os.router({
  today: os.today.handler(({ context }) => {
    const station = context.desk.station()
    const { read } = station
    const day = todayAt(station)
    const from = todayBegan(station)
    const view = (rows: ReturnType<typeof waitingRows>) => rows.map((row) => ticketView(row, day))
    return {
      day,
      waiting: view(waitingRows(read, from)),
      called: view(calledRows(read, from)),
      serving: view(servingRows(read)),
      noShow: view(absentRows(read, from)),
    }
  }),
  take: os.take.handler(({ input, context }) => takeTicket(context.desk.station(), input)),
  next: os.next.handler(({ context }) => nextTicket(context.desk.station())),
  recall: os.recall.handler(({ input, context }) => recallTicket(context.desk.station(), input.id)),
  noShow: os.noShow.handler(({ input, context }) => noteNoShow(context.desk.station(), input.id)),
  close: os.close.handler(({ input, context }) => closeTicket(context.desk.station(), input.id, input.note)),
  prioritise: os.prioritise.handler(({ input, context }) =>
    prioritise(context.desk.station(), input.id, input.priority),
  ),
  open: os.open.handler(({ input, context }) => {
    const { id, nik, name, purpose } = ticketRow(context.desk.station().read, input.id)
    return { id, nik, name, purpose }
  }),
  daybook: os.daybook.handler(({ input, context }) => daybook(context.desk.station(), input.day)),
  notAgain: os.notAgain.handler(({ input, context }) => notAgain(context.desk.station(), input)),
})
