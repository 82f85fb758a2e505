import { auditContract } from '../../contract/audit.ts'
import { serve } from '../rpc.ts'
import { listEntries } from './queries.ts'
import { verifyAudit } from './verify.ts'

const os = serve(auditContract)

export const auditHandlers = os.router({
  list: os.list.handler(({ input, context }) => {
    const station = context.desk.station()
    return listEntries(station.read, { epoch: station.epoch.id, ...input })
  }),
  verify: os.verify.handler(({ context }) => verifyAudit(context.desk.station().read)),
})
