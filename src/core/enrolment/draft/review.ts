import type { Review, ReviewCode, Slot } from '../../../contract/enrolment.ts'
import type { BiodataDraft } from '../../../contract/biodata.ts'
import { checkBiodata, type KnownRegions } from '../../resident/index.ts'
import { REQUIRED, scannerOf, SECOND_OF, SLOTS } from '../slots.ts'

/** All that a review looks at; needs no store. */
export interface Reviewed {
  readonly biodata: BiodataDraft
  readonly confirmed: boolean
  readonly truth: boolean
  readonly captures: ReadonlyMap<Slot, { readonly score?: number | undefined }>
  readonly exceptions: ReadonlySet<Slot>
  readonly thresholds: { readonly finger: number; readonly iris: number }
  /** yyyy-mm-dd */
  readonly today: string
  readonly regions: KnownRegions
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
      ...(unconfirmed ? [own('NOT-CONFIRMED', 'biodata')] : []),
      ...REQUIRED.filter((slot) => !isSettled(draft, slot)).map((slot) =>
        own('CAPTURE-MISSING', SLOTS[slot].step, slot),
      ),
      ...(draft.truth ? [] : [own('TRUTH-MISSING', 'review')]),
    ],
    warnings: [
      ...biodata.warnings.map(({ code, field }): Warning => ({ code, step: 'biodata', field })),
      ...lowScores(draft),
    ],
  }
}

function own(code: ReviewCode, step: Blocking['step'], slot?: Slot): Blocking {
  return slot ? { code, step, slot } : { code, step }
}

function isSettled({ captures, exceptions }: Reviewed, slot: Slot): boolean {
  const first = SECOND_OF[slot]
  const excepted = SLOTS[slot].exceptable && exceptions.has(slot)
  return captures.has(slot) || excepted || (first !== undefined && exceptions.has(first))
}

/** Worn fingers do not block: the best image is kept and flagged. */
function lowScores({ captures, thresholds }: Reviewed): Warning[] {
  return REQUIRED.flatMap((slot) => {
    const scanner = scannerOf(slot)
    const score = captures.get(slot)?.score
    if (scanner === null || score === undefined || score >= thresholds[scanner]) return []
    return [own('LOW-SCORE', SLOTS[slot].step, slot)]
  })
}
