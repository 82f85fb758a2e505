import type { Review } from '../../../contract/enrolment.ts'
import type { ReadDb } from '../../db/handles.ts'
import { localValue } from '../../db/local.ts'
import { regionsAt } from '../../resident/index.ts'
import type { Station } from '../../station.ts'
import { dayIn } from '../days.ts'
import { documentsOf } from '../documents/rows.ts'
import { decisions } from './alike.ts'
import { domicileDiffers } from './application.ts'
import { reviewOf } from './review.ts'
import { applicationOf, biodataOf, capturesOf, type DraftRow, exceptionsOf, reasonsOf } from './rows.ts'

/** The review of a draft as it lies on disk. */
export function reviewDraft(station: Station, db: ReadDb, row: DraftRow): Review {
  const { profile, paths, ports } = station
  if (row.kind === 'amendment') return reviewOfFurther(db, row)
  const exceptions = exceptionsOf(db, row.id)
  return reviewOf({
    biodata: biodataOf(row),
    confirmed: row.confirmed === 1,
    truth: row.truth === 1,
    captures: new Map(capturesOf(db, row.id).map(({ slot, meta }) => [slot, meta])),
    exceptions: new Set(exceptions.map(({ slot }) => slot)),
    unapproved: exceptions.filter(({ approvedBy }) => approvedBy === null).length,
    photoApproved: row.photo_approved === 1,
    exceptionPhoto: profile.policies.exceptionPhoto === true,
    documents: documentsOf(db, row.id),
    thresholds: profile.thresholds,
    today: dayIn(profile.station.zone, latest(db, ports.now())),
    regions: regionsAt(paths.resources),
    reasons: reasonsOf(row),
    alike: decisions(db, row),
    parked: row.parked !== null,
    domicileDiffers: domicileDiffers(
      applicationOf(row),
      biodataOf(row).desaKelurahan,
      profile.station.region,
    ),
  })
}

/** A further capture of a sealed recording needs one capture, and nothing else: the rest is sealed. */
function reviewOfFurther(db: ReadDb, { id }: DraftRow): Review {
  const isEmpty = capturesOf(db, id).length === 0
  return {
    blocking: isEmpty ? [{ code: 'CAPTURE-MISSING', step: 'photo', slot: 'photo' }] : [],
    warnings: [],
  }
}

/** A clock that is set back would make everyone too young: the latest moment that this machine saw counts. */
function latest(db: ReadDb, now: Date): Date {
  const seen = new Date(localValue(db, 'last-seen') ?? 0)
  return seen > now ? seen : now
}
