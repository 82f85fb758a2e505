import { BIODATA_FIELDS, type BiodataField } from '../../../../contract/biodata.ts'
import { BIODATA_BLOCKS, BIODATA_WARNINGS } from '../../../../contract/biodata-notices.ts'
import { type Review, type Step, STEPS } from '../../../../contract/enrolment.ts'
import { SLOT_WORDS } from '../../../../contract/slot-words.ts'
import { isBlock, isWarning } from '../words/warnings.ts'

type Blocking = Review['blocking'][number]
type Warning = Review['warnings'][number]

/** What a capture is called, where a review speaks of one. */
export function slotWords({ slot }: Blocking | Warning, language: 'id' | 'en'): string | null {
  return slot ? SLOT_WORDS[slot][language] : null
}

/** The sentence of a warning about biodata; null for the review's own codes. */
export function warningWords({ code }: Warning, language: 'id' | 'en'): string | null {
  return isWarning(code) ? BIODATA_WARNINGS[code][language] : null
}

/** What is wrong with a field beyond being empty. */
export function problemWords(code: string, language: 'id' | 'en'): string | null {
  return isBlock(code) && code !== 'BIODATA-REQUIRED' ? BIODATA_BLOCKS[code][language] : null
}

/** The field that an item is about, if it is one of the form's. */
export function fieldOf({ field }: Blocking): BiodataField | null {
  return BIODATA_FIELDS.find((known) => known === field) ?? null
}

/** One line a step, in the order of the SOP. */
export function groupBlocking(blocking: readonly Blocking[]): { step: Step; items: Blocking[] }[] {
  return STEPS.map((step) => ({ step, items: blocking.filter((item) => item.step === step) })).filter(
    ({ items }) => items.length > 0,
  )
}
