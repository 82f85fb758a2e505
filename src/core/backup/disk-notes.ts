import { z } from 'zod'
import type { ReadDb, WriteTx } from '../db/handles.ts'
import { localValue, setLocal } from '../db/local.ts'
import { pairedDisks } from './queries.ts'

const attemptSchema = z.object({
  sequence: z.int().min(1),
  month: z.string(),
  /** The presence of the medium in which it was begun (ports.ts: Volume.session); empty where the system does not tell. */
  session: z.string().default(''),
  /** The presence in which its files were being removed because they may be torn. */
  removing: z.string().optional(),
})

const schema = z.object({
  /** Volumes begun and not yet known to be committed or gone. */
  attempts: z.array(attemptSchema),
  /** Volumes whose files may be torn and could not be removed (engine/torn.ts): never touched, their numbers never used again. */
  torn: z.array(attemptSchema).default([]),
  /** Folders of months that may be torn: nothing new is written into them. */
  shunned: z.array(z.string()).default([]),
  /** What is being looked at on a disk that this machine did not write; still there after a try that did not come to its end. */
  looking: attemptSchema.optional(),
  /** Per epoch: every packet up to this number of sealing is on the disk, or stands in `lacking`. */
  cursor: z.record(z.string(), z.int().min(0)),
  /** Packets that could not be read on the station; tried again in each run. */
  lacking: z.array(z.string()),
  /** Fingerprint of the drafts on the disk. */
  drafts: z.string().nullable(),
  /** When they were written there. */
  draftsAt: z.string().nullable(),
  /** What the disk holds of the station's state was found damaged: the next volume brings a snapshot. */
  stateDamaged: z.boolean(),
})

/**
 * What this machine remembers about its own writing to a disk (table `local`, never replicated). It makes a run cost what is new;
 * all of it can be found again from the register and the disk, so a restored station begins without.
 */
export type DiskNotes = z.infer<typeof schema>

const NONE: DiskNotes = {
  attempts: [],
  torn: [],
  shunned: [],
  cursor: {},
  lacking: [],
  drafts: null,
  draftsAt: null,
  stateDamaged: false,
}

/** The notes, and whether there were any. */
export function diskNotes(read: ReadDb, disk: string): { notes: DiskNotes; known: boolean } {
  const spelt = localValue(read, `backup:${disk}`)
  const found = spelt === undefined ? undefined : schema.safeParse(JSON.parse(spelt))
  return found?.success
    ? { notes: found.data, known: found.data.looking === undefined }
    : { notes: NONE, known: false }
}

export function noteDisk(tx: WriteTx, disk: string, notes: DiskNotes): void {
  setLocal(tx, `backup:${disk}`, JSON.stringify(notes))
}

/**
 * Notes that were worked out from older ones: what somebody else added since (an alarm, a merge, a packet that stays after all) is kept.
 * Answers what stands now.
 */
export function noteFrom(tx: WriteTx, disk: string, before: DiskNotes, notes: DiskNotes): DiskNotes {
  const { notes: now } = diskNotes(tx, disk)
  const known = new Set([...before.lacking, ...notes.lacking])
  const kept = {
    ...notes,
    lacking: [...notes.lacking, ...now.lacking.filter((id) => !known.has(id))],
    stateDamaged: notes.stateDamaged || (now.stateDamaged && !before.stateDamaged),
  }
  noteDisk(tx, disk, kept)
  return kept
}

/**
 * The next volume on every disk brings a snapshot. After a merge: a log cannot say that a row is another station's change, a snapshot does.
 */
export function snapshotNext(tx: WriteTx): void {
  for (const { id } of pairedDisks(tx)) {
    const { notes, known } = diskNotes(tx, id)
    if (known) noteDisk(tx, id, { ...notes, stateDamaged: true })
  }
}

/** The next run brings these packets, wherever the cursors stand; a disk without notes is asked for all it lacks anyway. */
export function oweTo(tx: WriteTx, disk: string, packets: readonly string[]): void {
  const { notes, known } = diskNotes(tx, disk)
  if (known) noteDisk(tx, disk, { ...notes, lacking: [...new Set([...notes.lacking, ...packets])] })
}

/** A packet that runs passed over while it was leaving is owed to every disk again: their cursors may have gone on beyond it. */
export function oweAgain(tx: WriteTx, packet: string): void {
  for (const { id } of pairedDisks(tx)) oweTo(tx, id, [packet])
}
