import { encodeJson } from '../formats/json.ts'
import { type AnswerItem, answerFormat, noticeFormat, refusalFormat } from '../formats/wire/wire.ts'
import { text } from '../lib/bytes.ts'
import { isFault } from '../lib/fault.ts'
import type { Site } from './site.ts'

export const JSON_TYPE = { 'content-type': 'application/json' }

/** What this site says of packets. */
export function answerBody(site: Site, items: AnswerItem[]): string {
  return text(encodeJson(answerFormat, { format: 'rekam-answer', version: 1, site: site.code, items }))
}

/** Why this site takes nothing now. */
export function noticeBody(site: Site, notice: string): string {
  return text(encodeJson(noticeFormat, { format: 'rekam-notice', version: 1, site: site.code, notice }))
}

/** Why this request was refused: the code alone, no word of what is inside. */
export function refusalBody(code: string): string {
  return text(encodeJson(refusalFormat, { format: 'rekam-refusal', version: 1, code }))
}

/** The site's own trouble, in the words of a notice: the station waits and comes again. */
export const TROUBLE =
  'Situs sedang mengalami gangguan penyimpanan. Kiriman akan diterima kembali setelah diperbaiki.'

/** Trouble of the site itself or of a disk under it: it says nothing of what was read. */
export const isTrouble = (error: unknown): boolean => !isFault(error) || /^(?:DISK|SITE)-/.test(error.code)

/** Hears of what the operator of a site has to mend. */
export type Trouble = (what: string) => void

/** An error in one line: a fault with its values, else the name of the error and where it was thrown. */
export function troubleOf(error: unknown): string {
  if (isFault(error)) return error.message
  if (!(error instanceof Error)) return 'unknown trouble'
  return [error.name, error.message, error.stack?.split('\n')[1]?.trim()].filter(Boolean).join(' ')
}
