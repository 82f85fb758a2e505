import {
  type AlikeChoice,
  type DocumentKind,
  type Review,
  type ReviewCode,
  type Slot,
  slotSchema,
} from '../../../contract/enrolment.ts'
import { BIODATA_WARNINGS } from '../../../contract/biodata-notices.ts'
import type { BiodataDraft } from '../../../contract/biodata.ts'
import { type BiodataCheck, checkBiodata, type KnownRegions } from '../../resident/index.ts'
import { firstOf, REQUIRED, scannerOf, SLOTS } from '../slots.ts'
import { isSettled } from './settled.ts'

/** All that a review looks at; needs no store. */
export interface Reviewed {
  readonly biodata: BiodataDraft
  readonly confirmed: boolean
  readonly truth: boolean
  readonly captures: ReadonlyMap<
    Slot,
    { readonly score?: number | undefined; readonly match?: 'same' | 'different' | undefined }
  >
  readonly exceptions: ReadonlySet<Slot>
  /** Exceptions to which no penyelia has said yes. */
  readonly unapproved: number
  readonly photoApproved: boolean
  /** Whether a photo has to show what is excepted. */
  readonly exceptionPhoto: boolean
  readonly documents: readonly { readonly kind: DocumentKind }[]
  readonly thresholds: { readonly finger: number; readonly iris: number }
  /** yyyy-mm-dd */
  readonly today: string
  readonly regions: KnownRegions
  /** Why warnings stand, by code. */
  readonly reasons: Readonly<Record<string, string>>
  /** What was decided of each recording that may be the same person; undefined while nobody has. */
  readonly alike: readonly (AlikeChoice['choice'] | undefined)[]
  /** Set aside: nobody has tied the person to it yet. */
  readonly parked: boolean
  /** The home that the biodata names is not where the application says. */
  readonly domicileDiffers: boolean
}

type Blocking = Review['blocking'][number]
type Warning = Review['warnings'][number]

/** What still stands between a draft and its sealing, in the order of the steps; `blocking` must be empty. */
export function reviewOf(draft: Reviewed): Review {
  const biodata = checkBiodata(draft.biodata, draft.today, draft.regions)
  const fields: Blocking[] = biodata.blocking.map(({ code, field }) => ({ code, step: 'biodata', field }))
  const unconfirmed = fields.length === 0 && !draft.confirmed
  return {
    blocking: [
      ...fields,
      ...unexplained(draft, biodata.warnings),
      ...(draft.alike.includes(undefined) ? [own('ALIKE-UNDECIDED', 'biodata')] : []),
      ...(draft.alike.includes('same-person') ? [own('ALIKE-SAME', 'biodata')] : []),
      ...(unconfirmed ? [own('NOT-CONFIRMED', 'biodata')] : []),
      ...missingOf(draft).map((slot) => own('CAPTURE-MISSING', SLOTS[slot].step, slot)),
      ...(draft.captures.has('photo') && !draft.photoApproved ? [own('PHOTO-NOT-APPROVED', 'photo')] : []),
      ...(draft.parked ? [own('PARKED', 'review')] : []),
      ...(draft.truth ? [] : [own('TRUTH-MISSING', 'review')]),
    ],
    warnings: [
      ...biodata.warnings.map(({ code, field }): Warning => ({ code, step: 'biodata', field })),
      ...lowScores(draft),
      ...SECOND_SLOTS.filter((slot) => draft.captures.get(slot)?.match === 'different').map((slot) =>
        own('SECOND-DIFFERS', 'second', slot),
      ),
      ...(draft.documents.some(({ kind }) => kind === 'kk') ? [] : [own('DOCUMENT-MISSING', 'documents')]),
      ...(draft.domicileDiffers ? [own('DOMICILE-DIFFERS', 'review')] : []),
      ...(draft.unapproved > 0 ? [own('APPROVAL-WAITS', 'review')] : []),
    ],
  }
}

/** Warnings that ask for a reason and have none; the warning itself never blocks. */
function unexplained({ reasons }: Reviewed, warnings: BiodataCheck['warnings']): Blocking[] {
  return warnings
    .filter(({ code }) => BIODATA_WARNINGS[code].needsReason && reasons[code] === undefined)
    .map(({ field }) => ({ code: 'REASON-MISSING', step: 'biodata', field }))
}

function own(code: ReviewCode, step: Blocking['step'], slot?: Slot): Blocking {
  return slot ? { code, step, slot } : { code, step }
}

const SECOND_SLOTS = slotSchema.options.filter((slot) => firstOf(slot) !== null)
const SCANNED = slotSchema.options.filter((slot) => scannerOf(slot) !== null)

/** Slots that must be dealt with before sealing, and are not. */
function missingOf(draft: Reviewed): Slot[] {
  const missing = REQUIRED.filter((slot) => !isSettled(draft, slot))
  const isShown = isSettled(draft, 'exception-photo')
  const isAsked = draft.exceptionPhoto && SCANNED.some((slot) => draft.exceptions.has(slot))
  return isAsked && !isShown ? [...missing, 'exception-photo'] : missing
}

/** Worn fingers do not block: the best image is kept and flagged. */
function lowScores({ captures, thresholds }: Reviewed): Warning[] {
  return SCANNED.flatMap((slot) => {
    const scanner = scannerOf(slot)
    const score = captures.get(slot)?.score
    if (scanner === null || score === undefined || score >= thresholds[scanner]) return []
    return [own('LOW-SCORE', SLOTS[slot].step, slot)]
  })
}
