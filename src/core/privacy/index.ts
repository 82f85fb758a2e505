/** Personal data (data pribadi): what residents may see, and what goes when its retention is over. The room's door. */
export { answerRequest } from './access/answer.ts'
export { enterRequest, listRequests } from './access/requests.ts'
export { privacyHandlers } from './handlers.ts'
export { listRetentionActs } from './retention/acts.ts'
export { applyList } from './retention/apply.ts'
export { destroyDue } from './retention/destroy.ts'
export { planRetention } from './retention/plan.ts'
export { saveAct } from './retention/record.ts'
