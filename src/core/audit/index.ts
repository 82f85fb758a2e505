/** The audit: every act, hash-chained per epoch. Its door. */
export { auditHandlers } from './handlers.ts'
export { type Acting, type Recorded, recordAct } from './record-act.ts'
export { type AuditVerdict, verifyAudit } from './verify.ts'
