import { exportContract } from '../../contract/export.ts'
import { serve } from '../rpc.ts'
import { planned } from './choose.ts'
import { makeBag } from './make.ts'
import { listBags } from './queries.ts'
import { takeReceipts } from './receipts.ts'

const os = serve(exportContract)

export const exportHandlers = os.router({
  plan: os.plan.handler(({ context }) => planned(context.desk.station().read)),
  make: os.make.handler(({ input, context }) => makeBag(context.desk.station(), input)),
  bags: os.bags.handler(({ context }) => listBags(context.desk.station().read)),
  receipts: os.receipts.handler(({ input, context }) => takeReceipts(context.desk.station(), input.folder)),
})
