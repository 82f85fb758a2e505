import { commonSentences } from '../../contract/common.ts'
import type { Refusal } from '../../contract/base.ts'

/** What a refusal panel shows: three lines and a code. */
export interface Refused {
  readonly code: string
  readonly what: string
  readonly safe: string
  readonly todo: string
}

function isRefusal(data: unknown): data is Refusal {
  return typeof data === 'object' && data !== null && 'code' in data && 'id' in data && 'en' in data
}

/**
 * The words for anything that a call threw. The core refuses with its own three lines (`REFUSED`); whatever else
 * arrives here is a fault of the program itself and is said as INTERNAL, never as a stack trace.
 */
export function refusedBy(error: unknown, language: 'id' | 'en'): Refused {
  const data = error instanceof Error && 'data' in error ? error.data : undefined
  if (isRefusal(data)) return { code: data.code, ...data[language] }
  return { code: 'INTERNAL', ...commonSentences.INTERNAL[language] }
}

/** The stable code of a refusal; null for anything else. */
export function refusalCode(error: unknown): string | null {
  const data = error instanceof Error && 'data' in error ? error.data : undefined
  return isRefusal(data) ? data.code : null
}

/** A parameter of a refusal, e.g. when somebody was recorded before. */
export function refusalParam(error: unknown, name: string): string | null {
  const data = error instanceof Error && 'data' in error ? error.data : undefined
  const value = isRefusal(data) ? data.params[name] : undefined
  return value === undefined ? null : String(value)
}
