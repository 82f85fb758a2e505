import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { restoreResultSchema } from '../../contract/restore.ts'
import { utf8 } from '../../lib/bytes.ts'
import { errnoOf, faultOfErrno } from '../../lib/fault.ts'
import { replaceDurably, sweepTemporaries } from '../../lib/write-durably.ts'
import { refuse } from '../refuse.ts'
import { finishMoveIn, stationExists } from '../settings/index.ts'
import type { StationPaths } from '../station.ts'

const JOURNAL = '.restore.json'
const SCRATCH = '.restore'

const schema = z.object({
  /** Public root that the restore goes by. */
  root: z.string(),
  /** What will be answered once the station stands; null before its store is filled. */
  result: restoreResultSchema.nullable(),
  /** Where it came from, so that the window can offer to go on; never what opens it. */
  from: z.object({ disks: z.array(z.string()), drive: z.string().nullable(), trust: z.string() }).optional(),
})

/** A restore under way in a folder: with it an interrupted one is known and goes on. */
export type Journal = z.infer<typeof schema>

async function readJournal(folder: string): Promise<Journal | null> {
  const path = join(folder, JOURNAL)
  try {
    const found = schema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return found.success ? found.data : null
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || error instanceof SyntaxError) return null
    throw faultOfErrno(error, 'read', path)
  }
}

async function hasPackets({ packets }: StationPaths): Promise<boolean> {
  try {
    return (await readdir(packets)).length > 0
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false
    throw faultOfErrno(error, 'readdir', packets)
  }
}

/**
 * Whether a restore may go on in this folder: an empty one, or one where the same restore was interrupted. Answers the result of one
 * that had only to be said to be finished. Fault RESTORE-NOT-EMPTY.
 */
export async function enterFolder(paths: StationPaths, root: string): Promise<Journal['result']> {
  await mkdir(paths.folder, { recursive: true, mode: 0o700 })
  const journal = await readJournal(paths.folder)
  if (journal) finishMoveIn(paths)
  if (stationExists(paths)) {
    if (!journal?.result) throw refuse('RESTORE-NOT-EMPTY')
    await leaveFolder(paths)
    return journal.result
  }
  // A try by a wrong root left nothing but its journal: the right one may follow.
  if (journal?.root !== root && (await hasPackets(paths))) throw refuse('RESTORE-NOT-EMPTY')
  return null
}

/** Notes how far the restore is. Written before anything else lies in the folder. */
export async function noteJournal(paths: StationPaths, journal: Journal): Promise<void> {
  await replaceDurably(join(paths.folder, JOURNAL), utf8(JSON.stringify(journal)))
}

/** Where the copy of a drive's store lies while its station is being restored. */
export function scratchOf(paths: StationPaths): string {
  return join(paths.folder, SCRATCH)
}

/** What an interrupted restore in this folder came from; null where there is none. */
export async function interrupted(paths: StationPaths): Promise<NonNullable<Journal['from']> | null> {
  const journal = stationExists(paths) ? null : await readJournal(paths.folder)
  return journal?.from ?? null
}

/** The station stands: nothing of the restore is left, nor of a try that was killed while it wrote its journal. */
export async function leaveFolder(paths: StationPaths): Promise<void> {
  await sweepTemporaries(paths.folder)
  await rm(scratchOf(paths), { recursive: true, force: true })
  await rm(join(paths.folder, JOURNAL), { force: true })
}
