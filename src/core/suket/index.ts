/** The suket room: temporary letters for residents who have been recorded. */
export { dayIn, longDay } from './days.ts'
export { withdrawSuketOf } from './end.ts'
export { issueSuket } from './issue.ts'
export { saveSuket, suketHandlers } from './handlers.ts'
export { letterKeys } from './letter-keys.ts'
export { verifySuket } from './verify.ts'
export { suketStream } from './stream.ts'
