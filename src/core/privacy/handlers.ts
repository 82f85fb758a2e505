import { privacyContract } from '../../contract/privacy.ts'
import { serve } from '../rpc.ts'
import { answerRequest } from './access/answer.ts'
import { countRequests, enterRequest, listRequests } from './access/requests.ts'
import { listRetentionActs } from './retention/acts.ts'
import { applyList } from './retention/apply.ts'
import { destroyDue } from './retention/destroy.ts'
import { planRetention } from './retention/plan.ts'
import { saveAct } from './retention/record.ts'

const os = serve(privacyContract)

export const privacyHandlers = os.router({
  retentionPlan: os.retentionPlan.handler(({ context }) => planRetention(context.desk.station())),
  destroy: os.destroy.handler(async ({ input: { pin, ...order }, context: { desk } }) => {
    // The one who sits there proves again that it is they: what follows brings nobody's data back.
    await desk.resume(desk.station().actor.account, pin)
    return destroyDue(desk.station(), order)
  }),
  retentionActs: os.retentionActs.handler(({ context }) => listRetentionActs(context.desk.station())),
  saveAct: os.saveAct.handler(({ input, context }) => saveAct(context.desk.station(), input)),
  applyList: os.applyList.handler(({ input, context }) => applyList(context.desk.station(), input.path)),
  requests: os.requests.handler(({ context }) => listRequests(context.desk.station())),
  requestCounts: os.requestCounts.handler(({ context }) => countRequests(context.desk.station())),
  request: os.request.handler(({ input, context }) => enterRequest(context.desk.station(), input)),
  answer: os.answer.handler(({ input, context }) => answerRequest(context.desk.station(), input)),
})
