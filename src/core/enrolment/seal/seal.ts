import type { Role } from '../../../contract/account.ts'
import type { Biodata } from '../../../contract/biodata.ts'
import type { Sealed } from '../../../contract/enrolment.ts'
import { isFault } from '../../../lib/fault.ts'
import type { WriteTx } from '../../db/handles.ts'
import { inForeground } from '../../foreground.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { amendedBiodata } from '../amend/current.ts'
import { amendmentMembers, amendmentOf, isAmending } from '../amend/members.ts'
import { settleAmendment } from '../amend/settle.ts'
import { existingDraft } from '../draft/edit.ts'
import { reviewDraft } from '../draft/review-draft.ts'
import { captureOf, capturesOf, type DraftRow, SMALL_PHOTO } from '../draft/rows.ts'
import { keepExceptions } from '../exceptions/sealed.ts'
import { shredDraft, tidyStore } from '../draft/shred.ts'
import { lastRecordingOf } from '../draft/start.ts'
import { incomplete, incompleteReview } from '../missing.ts'
import { settleTicket } from '../queue/tickets.ts'
import { devicesHolding } from '../recording/custody.ts'
import { chainEnd } from './chain.ts'
import type { ProvenPacket, SealJob } from './job.ts'
import { removeLeftovers, type Reservation, reservedDrafts } from './leftovers.ts'
import { boxedMembers, plainMembers, sealedBiodata } from './members.ts'
import { packetPath, signaturePath } from './paths.ts'
import { insertRecording } from './record.ts'
import { sealInThread } from './thread.ts'
import { oneSealAtATime } from './under-way.ts'

/** Seals and proves one packet; tests put one with a faulty disk in its place. */
export type Sealer = (job: SealJob) => Promise<ProvenPacket>

/** The answer for a sealed recording, or undefined while there is none. */
export function sealedAnswer(station: Station, id: string): Sealed | undefined {
  const row = station.read.get<{ seq: number }>('SELECT seq FROM recording WHERE id = ?', [id])
  return row && { recording: id, seq: row.seq, proven: true, devices: devicesHolding(station, id) }
}

/**
 * Seals a draft: one immutable packet, written durably, read back, proven to open; only then one transaction records it and deletes
 * the draft, and a checkpoint takes the rest of the plaintext away. The recording has the draft's id, so a second call, now or
 * after a crash, answers the same recording. Whatever goes wrong before, the draft is whole: ENROLMENT-INCOMPLETE,
 * ENROLMENT-SEAL-FAILED {why}, ENROLMENT-PROOF-FAILED.
 */
export function sealDraft(station: Station, id: string, seal: Sealer = sealInThread): Promise<Sealed> {
  const sealed = sealedAnswer(station, id)
  if (sealed) return Promise.resolve(sealed)
  return oneSealAtATime(station, id, async () => {
    try {
      return sealedAnswer(station, id) ?? (await inForeground(station, () => sealNow(station, id, seal)))
    } catch (error) {
      throw isFault(error) && isOurs(error.code) ? error : failed(error)
    }
  })
}

function isOurs(code: string): boolean {
  return code === 'NOT-FOUND' || code.startsWith('ENROLMENT-')
}

function failed(cause: unknown) {
  return refuse('ENROLMENT-SEAL-FAILED', { why: isFault(cause) ? cause.code : 'INTERNAL' }, cause)
}

async function sealNow(station: Station, id: string, seal: Sealer): Promise<Sealed> {
  const ready = existingDraft(station.read, id)
  refuseUnready(station, ready)
  const biodata = biodataNow(station, ready)
  const { row, reservation } = await reserve(station, id)
  const amending = isAmending(row) ? row : undefined
  const supersedes = amending ? null : (lastRecordingOf(station.read, row.nik)?.id ?? null)
  const proven = await seal(jobOf(station, row, { reservation, supersedes, biodata }))
  await station.write.transaction((tx) => {
    const photo = captureOf(tx, id, SMALL_PHOTO)?.bytes
    keepExceptions(tx, id)
    if (!shredDraft(tx, id, row.revision)) throw new Error('the draft changed while it was sealed')
    const { seq, at } = reservation
    insertRecording(tx, station, {
      id,
      seq,
      sealedAt: at,
      operator: row.operator,
      supersedes,
      amends: amending && { recording: amending.amends, amendment: amending.amendment },
      biodata,
      application: row.application,
      proven,
      // The letters' photo is the original's.
      photo: amending ? undefined : photo,
    })
    if (amending) settleAmendment(tx, station, amending, at)
    settleTicket(tx, station, id, { state: 'served' })
  })
  tidyStore(station)
  station.changed('enrolment')
  if (amending) station.changed('suket')
  return sealedAnswer(station, id)!
}

/**
 * The biodata that is sealed. Of an amendment that of now and not of when it was begun: another may have been sealed meanwhile. ENROLMENT-AMEND-OLD,
 * ENROLMENT-AMEND-NOTHING, ENROLMENT-INCOMPLETE.
 */
function biodataNow({ read }: Station, row: DraftRow): Biodata {
  return isAmending(row) ? amendedBiodata(read, row.amends, amendmentOf(row)) : sealedBiodata(row)
}

/** The role of who amends, whoever goes on with what was cut off. */
function roleOf({ read, actor }: Station, account: string): Role {
  return read.get<{ role: Role }>('SELECT role FROM account WHERE name = ?', [account])?.role ?? actor.role
}

/** ENROLMENT-INCOMPLETE. A supplement needs one capture at least; other amendments were judged when they were begun. */
function refuseUnready(station: Station, row: DraftRow): void {
  if (!isAmending(row)) {
    const review = reviewDraft(station, station.read, row)
    if (review.blocking.length > 0) throw incompleteReview(review)
  } else if (amendmentOf(row).kind === 'supplement' && capturesOf(station.read, row.id).length === 0) {
    throw incomplete([{ slot: 'photo' }])
  }
}

/**
 * Takes the next place in the epoch's order for this draft, durably. There is one such place at a time: whoever held it before and
 * was interrupted gives it up, with whatever it left on the disk, so that no number is ever skipped or used twice.
 */
async function reserve(station: Station, id: string): Promise<{ row: DraftRow; reservation: Reservation }> {
  for (const row of reservedDrafts(station.read)) await removeLeftovers(station, row)
  return station.write.transaction((tx: WriteTx) => {
    const at = station.ports.now().toISOString()
    const reservation: Reservation = { seq: chainEnd(tx, station.epoch).seq + 1, at }
    tx.run('UPDATE draft SET sealing = NULL WHERE sealing IS NOT NULL AND id <> ?', [id])
    tx.run('UPDATE draft SET sealing = ? WHERE id = ?', [JSON.stringify(reservation), id])
    return { row: existingDraft(tx, id), reservation }
  })
}

interface Placed {
  readonly reservation: Reservation
  readonly supersedes: string | null
  readonly biodata: Biodata
}

function jobOf(
  station: Station,
  row: DraftRow,
  { reservation: { seq, at }, supersedes, biodata }: Placed,
): SealJob {
  const { code, epoch, profile, keys, read, paths } = station
  const { id } = row
  return {
    packet: {
      id,
      station: code,
      epoch: epoch.id,
      seq,
      kind: row.kind,
      ...(row.amends === null ? {} : { amends: row.amends }),
      ...(supersedes === null ? {} : { supersedes }),
      recipients: [profile.recipients.datacenter, profile.recipients.recovery],
      key: keys.signing,
    },
    plain: isAmending(row)
      ? amendmentMembers(read, row, biodata, { sealedAt: at, role: roleOf(station, row.operator) })
      : plainMembers(read, row, biodata, at),
    boxed: boxedMembers(read, row),
    key: row.key,
    path: packetPath(station, id, at),
    signaturePath: signaturePath(station, id, at),
    root: paths.folder,
  }
}
