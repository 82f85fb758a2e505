/** The audit: every act, hash-chained per epoch. Its door. */
export { accessDeadline, type AccessGap, exportAccess, mergeAccess } from './access.ts'
export { auditHandlers } from './handlers.ts'
export { type Acting, type Recorded, recordAct } from './record-act.ts'
export { settleDestroyed } from './values.ts'
export { recordSearch } from './record-search.ts'
export { listActs } from './list.ts'
export { unlockValues } from './unlock.ts'
export { type AuditVerdict, verifyAudit } from './verify.ts'
