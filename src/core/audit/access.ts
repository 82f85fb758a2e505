import { type Access, type AccessEntry, encodeAccess } from '../../formats/access/access.ts'
import { unreadable } from '../../formats/json.ts'
import { hex, unhex } from '../../lib/bytes.ts'
import type { ReadDb } from '../db/handles.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { commitToText, entryHash } from './chain.ts'
import { listEntries } from './queries.ts'
import { recordAct } from './record-act.ts'
import { valuesOf } from './values.ts'

/** Hours within which the law wants the answer (UU 27/2022). */
const HOURS = 3 * 24

/** Old and new values of an act, where this station can open them. */
function openedValues(read: ReadDb, place: { epoch: string; seq: number }): Pick<AccessEntry, 'values'> {
  const kept = valuesOf(read, place)
  return kept?.state === 'here' ? { values: { salt: hex(kept.salt), json: kept.json } } : {}
}

/**
 * What this station knows about a resident, as a file for the Dinas, with the old and new values that it can open; an act itself. INPUT-INVALID for
 * what is no NIK.
 */
export async function exportAccess(
  station: Station,
  about: string,
): Promise<{ bytes: Uint8Array; entries: number; values: number }> {
  if (!/^\d{16}$/.test(about)) throw refuse('INPUT-INVALID', { why: 'about' })
  const { read, profile, ports, code } = station
  const epochs = read.all<{ id: string; parent: string | null; upto: number }>(
    `SELECT id, parent, (SELECT coalesce(max(seq), 0) FROM audit WHERE epoch = epoch.id) AS upto FROM epoch ORDER BY position`,
  )
  const { zone } = profile.station
  const entries = listEntries(read, { about, limit: Number.MAX_SAFE_INTEGER, zone })
    .toReversed()
    .map(
      ({ epoch, seq, at, actor, act, subject, commitment, prev, hash }): AccessEntry => ({
        epoch,
        seq,
        at,
        actor,
        act,
        subject,
        commitment,
        prev,
        hash,
        ...openedValues(read, { epoch, seq }),
      }),
    )
  const bytes = encodeAccess({ station: code, about, at: ports.now().toISOString(), epochs, entries })
  await station.write.transaction((tx) => recordAct(tx, station, 'audit.exported', '', { about }))
  const values = entries.filter((entry) => entry.values !== undefined).length
  return { bytes, entries: entries.length, values }
}

/** Something that nobody handed in, or that two say differently. */
export type AccessGap =
  /** An epoch that another goes on from, and nobody has. */
  | { readonly kind: 'epoch'; readonly epoch: string }
  | { readonly kind: 'station'; readonly station: string }
  /** One has an act that another, who has the epoch that far, has not; or they say it differently. */
  | { readonly kind: 'differs'; readonly epoch: string; readonly seq: number }

export interface MergedAccess {
  readonly about: string
  readonly stations: readonly string[]
  readonly entries: readonly AccessEntry[]
  readonly gaps: readonly AccessGap[]
}

/** Whether its values, if it has them, are those that the chain speaks of. */
function isCommitted({ values, commitment }: AccessEntry): boolean {
  return values === undefined || commitToText(values.json, unhex(values.salt)) === commitment
}

const keyOf = ({ epoch, seq }: { epoch: string; seq: number }) => `${epoch} ${seq}`

/**
 * All that stations, posts and restores hand in about one resident, each act once. What is missing is named. INPUT-INVALID for files about several
 * residents or none, FORMAT-UNREADABLE for an act that is not what its hash says.
 * @param due stations that should have handed something in
 */
export function mergeAccess(files: readonly Access[], due: readonly string[] = []): MergedAccess {
  const [first] = files
  if (!first || files.some(({ about }) => about !== first.about))
    throw refuse('INPUT-INVALID', { why: 'about' })
  const found = new Map<string, AccessEntry>()
  const differs = new Map<string, AccessGap>()
  for (const { entries } of files)
    for (const entry of entries) {
      if (entry.hash !== entryHash(entry)) throw unreadable('rekam-access', 'hash')
      if (!isCommitted(entry)) throw unreadable('rekam-access', 'values')
      const there = found.get(keyOf(entry))
      if (there && there.hash !== entry.hash)
        differs.set(keyOf(entry), { kind: 'differs', epoch: entry.epoch, seq: entry.seq })
      if (!there || (there.values === undefined && there.hash === entry.hash)) found.set(keyOf(entry), entry)
    }
  const missing = new Map<string, AccessGap>()
  for (const { epochs, entries } of files) {
    const own = new Set(entries.map(keyOf))
    const upto = new Map(epochs.map((epoch) => [epoch.id, epoch.upto]))
    for (const [key, { epoch, seq }] of found)
      if (seq <= (upto.get(epoch) ?? 0) && !own.has(key)) missing.set(key, { kind: 'differs', epoch, seq })
  }
  const stations = [...new Set(files.map(({ station }) => station))].toSorted()
  const epochs = files.flatMap((file) => file.epochs)
  const held = new Set(epochs.filter(({ upto }) => upto > 0).map(({ id }) => id))
  const parents = new Set(epochs.flatMap(({ id, parent }) => [id, ...(parent === null ? [] : [parent])]))
  return {
    about: first.about,
    stations,
    entries: [...found.values()].toSorted((a, b) =>
      a.at === b.at ? keyOf(a).localeCompare(keyOf(b)) : a.at < b.at ? -1 : 1,
    ),
    gaps: [
      ...due
        .filter((one) => !stations.includes(one))
        .map((station) => ({ kind: 'station' as const, station })),
      ...[...parents].filter((id) => !held.has(id)).map((epoch) => ({ kind: 'epoch' as const, epoch })),
      ...new Map([...missing, ...differs]).values(),
    ],
  }
}

/** By when the resident has to have the answer, and the whole hours left; negative once it is late. */
export function accessDeadline(asked: Date, now: Date): { until: Date; hoursLeft: number } {
  const until = new Date(asked.getTime() + HOURS * 3600_000)
  return { until, hoursLeft: Math.floor((until.getTime() - now.getTime()) / 3600_000) }
}
