import { accountSentences } from './account.ts'
import { auditSentences } from './audit.ts'
import { backupSentences } from './backup.ts'
import type { Refusal } from './base.ts'
import { commonSentences } from './common.ts'
import { enrolmentSentences } from './enrolment.ts'
import { exportSentences } from './export.ts'
import { residentSentences } from './resident.ts'
import { restoreSentences } from './restore.ts'
import type { Lines, Sentence } from './sentences.ts'
import { settingsSentences } from './settings.ts'
import { storeSentences } from './store.ts'
import { suketSentences } from './suket.ts'
import { terminalSentences } from './terminal.ts'
import { uploadSentences } from './upload.ts'

/** Every code a person can meet, with its words. */
export const catalogue = {
  ...commonSentences,
  ...storeSentences,
  ...accountSentences,
  ...auditSentences,
  ...backupSentences,
  ...enrolmentSentences,
  ...exportSentences,
  ...residentSentences,
  ...restoreSentences,
  ...settingsSentences,
  ...suketSentences,
  ...terminalSentences,
  ...uploadSentences,
}
export type RefusalCode = keyof typeof catalogue

type Params = Record<string, string | number>

function fill(lines: Lines, params: Params): Lines {
  const put = (text: string) =>
    text.replace(/\{([a-z]+)\}/gi, (_, name: string) => String(params[name] ?? '?'))
  return { what: put(lines.what), safe: put(lines.safe), todo: put(lines.todo) }
}

/** Whether a code stands in the catalogue. */
export function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(catalogue, code)
}

/** The words for a code. A code that is not in the catalogue becomes INTERNAL, and keeps its name as a parameter. */
export function refusalOf(code: string, params: Params = {}): Refusal {
  const known = isRefusalCode(code)
  const sentence: Sentence = known ? catalogue[code] : catalogue.INTERNAL
  return {
    code: known ? code : 'INTERNAL',
    params: known ? params : { code },
    id: fill(sentence.id, params),
    en: fill(sentence.en, params),
  }
}
