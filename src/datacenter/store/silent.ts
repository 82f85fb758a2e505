import { Fault } from '../../lib/fault.ts'

/** Of the operating system: nobody is there. */
const ABSENT = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
])
/** Of PostgreSQL: it goes down, starts, has no place left, or closed an idle transaction; class 08 is the line. */
const AWAY = /^(?:08...|57P0[1-5]|53300|25P03)$/
/** What `pg` and its pool say in words alone. */
const WORDS = /timeout|Connection terminated|Connection ended|not queryable|connection error/i

/** Whether an error says that the database does not answer, rather than what it answered. */
function isSilence(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return code === undefined ? WORDS.test(error.message) : ABSENT.has(code) || AWAY.test(code)
}

/** Fault SITE-DATABASE-SILENT for a database that does not answer; every other error as it is. */
export function namedSilence(error: unknown): unknown {
  return isSilence(error) ? new Fault('SITE-DATABASE-SILENT', {}, { cause: error }) : error
}
