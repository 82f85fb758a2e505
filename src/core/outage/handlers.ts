import { outageContract } from '../../contract/outage.ts'
import { serve } from '../rpc.ts'
import { importNotice } from './notices.ts'
import { showOutage } from './show.ts'

const os = serve(outageContract)

export const outageHandlers = os.router({
  show: os.show.handler(({ context }) => showOutage(context.desk.station())),
  importNotice: os.importNotice.handler(({ context, input }) =>
    importNotice(context.desk.station(), input.path),
  ),
})
