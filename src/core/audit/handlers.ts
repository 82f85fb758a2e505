import { auditContract } from '../../contract/audit.ts'
import { serve } from '../rpc.ts'
import { listActs } from './list.ts'
import { saveAccess, savePeriod } from './save.ts'
import { verifyAside } from './verify-aside.ts'

const os = serve(auditContract)

export const auditHandlers = os.router({
  list: os.list.handler(({ input, context }) => listActs(context.desk.station(), input)),
  savePeriod: os.savePeriod.handler(({ input, context }) => savePeriod(context.desk.station(), input)),
  saveAccess: os.saveAccess.handler(({ input, context }) => saveAccess(context.desk.station(), input)),
  verify: os.verify.handler(({ context }) => verifyAside(context.desk.station())),
})
