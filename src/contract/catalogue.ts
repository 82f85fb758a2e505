import { accountSentences } from './account.ts'
import { auditSentences } from './audit.ts'
import { backupSentences } from './backup-sentences.ts'
import type { Refusal } from './base.ts'
import { boardSentences } from './board.ts'
import { commonSentences } from './common.ts'
import { enrolmentSentences } from './enrolment.ts'
import { exportSentences } from './export.ts'
import { keysSentences } from './keys.ts'
import { manualSentences } from './manual.ts'
import { outageSentences } from './outage.ts'
import { formOf } from './plural.ts'
import { practiceSentences } from './practice-sentences.ts'
import { printingSentences } from './printing-sentences.ts'
import { privacySentences } from './privacy-sentences.ts'
import { queueSentences } from './queue.ts'
import { residentSentences } from './resident.ts'
import { restoreSentences } from './restore-sentences.ts'
import type { Lines, Sentence } from './sentences.ts'
import { settingsSentences } from './settings.ts'
import { storeSentences } from './store.ts'
import { suketSentences } from './suket-sentences.ts'
import { terminalSentences } from './terminal.ts'
import { inEnglish } from './things.ts'
import { uploadSentences } from './upload.ts'

/** Every code a person can meet, with its words. */
export const catalogue = {
  ...commonSentences,
  ...storeSentences,
  ...accountSentences,
  ...auditSentences,
  ...backupSentences,
  ...boardSentences,
  ...enrolmentSentences,
  ...exportSentences,
  ...keysSentences,
  ...manualSentences,
  ...outageSentences,
  ...practiceSentences,
  ...printingSentences,
  ...privacySentences,
  ...queueSentences,
  ...residentSentences,
  ...restoreSentences,
  ...settingsSentences,
  ...suketSentences,
  ...terminalSentences,
  ...uploadSentences,
}
export type RefusalCode = keyof typeof catalogue

type Params = Record<string, string | number>

/** `{n}` is the parameter, `{n, card|cards}` the form that goes with it. */
function fill(lines: Lines, params: Params): Lines {
  const put = (text: string) =>
    text.replace(
      /\{([a-z]+)(?:, ([^|{}]+)\|([^|{}]+))?\}/gi,
      (_, name: string, one?: string, other?: string) => {
        const value = params[name] ?? '?'
        return one === undefined || other === undefined ? String(value) : formOf(value, one, other)
      },
    )
  return { what: put(lines.what), safe: put(lines.safe), todo: put(lines.todo) }
}

/** Whether a code stands in the catalogue. */
export function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(catalogue, code)
}

/** Codes of files and lines that are not told apart for a person: one sentence for the family, the code beside it. */
const FAMILIES: readonly (readonly [family: RegExp, words: RefusalCode])[] = [
  [/^(SIGNATURE|TRUST|RECEIPT)-/, 'FILE-UNTRUSTED'],
  [
    /^(AGE|BAG|BASE45|BYTES|CHANGES|CLAIM169|COMMIT|COSE|FILE-TOO|FORMAT|KEY|PACKET|TAR|VOLUME)-/,
    'FILE-DAMAGED',
  ],
  [/^(HTTP|PEER|REPLICATE|SITE|UPLOAD)-/, 'SITE-REJECTED'],
]

function wordsOf(code: string): RefusalCode | undefined {
  return isRefusalCode(code) ? code : FAMILIES.find(([family]) => family.test(code))?.[1]
}

/** The words for a code: its own, or its family's. A code that has neither becomes INTERNAL, and keeps its name as a parameter. */
export function refusalOf(code: string, params: Params = {}): Refusal {
  const words = wordsOf(code)
  const sentence: Sentence = catalogue[words ?? 'INTERNAL']
  return {
    code: words ? code : 'INTERNAL',
    params: words ? params : { code },
    id: fill(sentence.id, params),
    en: fill(sentence.en, inEnglish(params)),
  }
}
