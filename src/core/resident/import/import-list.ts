import { basename } from 'node:path'
import type { Progress } from '../../../contract/base.ts'
import type { Columns, ImportPreview, ImportResult, ResidentField } from '../../../contract/resident-list.ts'
import { isFault } from '../../../lib/fault.ts'
import { startThread, type Thread } from '../../../lib/thread.ts'
import { moveDurably } from '../../../lib/write-durably.ts'
import { recordAct } from '../../audit/index.ts'
import { localValue, setLocal } from '../../db/local.ts'
import { refuse } from '../../refuse.ts'
import { refuseOwnFolder } from '../../save-place.ts'
import type { Station } from '../../station.ts'
import { listPath } from '../list/base.ts'
import { closeList, openList } from '../list/open-list.ts'
import { type ImportJob, sweepImport } from './build-list.ts'
import { headerKey } from './columns.ts'

/** A heap of its own: what a stranger's file does to it ends the thread, not the core. Rows are thrown away at once, so its nursery is small. */
const HEAP = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 700 }
/** A preview that takes longer is given up: a file made to be slow. */
const PREVIEW_MS = 20_000

interface Running {
  readonly thread: Thread
  progress: Progress | null
  cancelled: boolean
}

/** One import at a time at a station, by its store. */
const running = new WeakMap<Station['write'], Running>()

/** The thread that reads a file and makes a list of it (`import.worker.ts`). */
export const importThread = () => startThread(new URL('./import.worker.ts', import.meta.url), HEAP)

/** How the columns of a file with these headings were read the last time. */
function remembered(
  station: Station,
  header: readonly string[],
): Partial<Record<ResidentField, number>> | null {
  const text = localValue(station.read, 'resident-columns')
  if (text === undefined) return null
  const known = JSON.parse(text) as Record<string, Columns>
  const key = headerKey(header)
  return Object.hasOwn(known, key) ? known[key]! : null
}

const REMEMBERED = 20

async function remember(station: Station, header: readonly string[], columns: Columns): Promise<void> {
  const key = headerKey(header)
  await station.write.transaction((tx) => {
    const text = localValue(tx, 'resident-columns') ?? '{}'
    const { [key]: _old, ...others } = JSON.parse(text) as Record<string, Columns>
    const kept = Object.entries(others).slice(0, REMEMBERED - 1)
    setLocal(tx, 'resident-columns', JSON.stringify(Object.fromEntries([[key, columns], ...kept])))
  })
}

/** The beginning of a file, and what its columns seem to be. RESIDENTS-FILE, RESIDENTS-EMPTY, SAVE-PLACE, FILE-*. */
export async function previewImport(station: Station, path: string): Promise<ImportPreview> {
  await refuseOwnFolder(station.paths, path)
  const preview = await beginningOf(path)
  const columns = remembered(station, preview.header)
  return { ...preview, columns: columns ?? preview.columns, remembered: columns !== null }
}

async function beginningOf(path: string): Promise<Omit<ImportPreview, 'remembered'>> {
  const thread = importThread()
  const late = setTimeout(() => void thread.close(), PREVIEW_MS)
  try {
    return await thread.run<Omit<ImportPreview, 'remembered'>>('preview', path)
  } catch (error) {
    throw ended(error) ? refuse('RESIDENTS-FILE', { why: 'terlalu besar untuk dibaca' }, error) : error
  } finally {
    clearTimeout(late)
    await thread.close()
  }
}

/** A thread that is gone says so in an Error, never in a fault of the catalogue. */
function ended(error: unknown): boolean {
  return error instanceof Error && /^thread ended|heap|memory/i.test(error.message)
}

/** When the list that stands was imported; undefined where there is none, or none that can be read. */
function importedAt(station: Station): string | undefined {
  try {
    return openList(station)?.about.importedAt
  } catch (error) {
    if (isFault(error, 'RESIDENTS-DAMAGED')) return undefined
    throw error
  }
}

/**
 * Makes the station's resident list from a file of the Dinas, in a thread; the old one stands until the new one is durable. In the audit.
 * RESIDENTS-RUNNING, RESIDENTS-CANCELLED, RESIDENTS-DAMAGED, RESIDENTS-FILE, -EMPTY, -NOTHING, SAVE-PLACE, FILE-*, DISK-*.
 */
export async function importList(
  station: Station,
  { path, columns, mode }: { path: string; columns: Columns; mode: 'add' | 'replace' },
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<ImportResult> {
  if (running.has(station.write)) throw refuse('RESIDENTS-RUNNING')
  const run: Running = { thread: importThread(), progress: null, cancelled: false }
  running.set(station.write, run)
  const list = listPath(station.paths)
  const beside = `${list}.new`
  try {
    await refuseOwnFolder(station.paths, path)
    const from = importedAt(station)
    const { header } = await run.thread.run<{ header: string[] }>('preview', path)
    const job: ImportJob = {
      path,
      columns,
      mode,
      list,
      beside,
      key: station.keys.store,
      now: station.ports.now().toISOString(),
      by: station.actor.account,
      file: basename(path),
    }
    const result = await run.thread.run<ImportResult>('build', job, (progress) => {
      run.progress = progress as Progress
      onProgress(run.progress)
    })
    // What was added to a list that is destroyed by now would bring its people back.
    if (run.cancelled || importedAt(station) !== from) throw refuse('RESIDENTS-CANCELLED')
    closeList(station)
    await moveDurably([{ from: beside, to: list }])
    // Who searched meanwhile has opened the old one again.
    closeList(station)
    await remember(station, header, columns)
    await station.write.transaction((tx) =>
      recordAct(tx, station, 'residents.imported', station.epoch.id, { file: job.file, mode, ...result }),
    )
    station.changed('resident')
    return result
  } catch (error) {
    if (run.cancelled) throw refuse('RESIDENTS-CANCELLED', {}, error)
    throw ended(error) ? refuse('RESIDENTS-FILE', { why: 'terlalu besar untuk dibaca' }, error) : error
  } finally {
    running.delete(station.write)
    await run.thread.close()
    sweepImport(beside)
  }
}

/** How far the import is; null where none runs. */
export function importProgress(station: Station): Progress | null {
  return running.get(station.write)?.progress ?? null
}

/** Gives the import up, if one runs: `importList` refuses, and the list is what it was. */
export async function cancelImport(station: Pick<Station, 'write'>): Promise<void> {
  const run = running.get(station.write)
  if (!run) return
  run.cancelled = true
  await run.thread.close()
}
