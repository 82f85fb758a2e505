import { setImmediate } from 'node:timers/promises'
import type { Station } from '../station.ts'

/** A disk that stayed away longer than so many changes gets a snapshot instead: the log does not wait for it. */
const WAIT_FOR = 50_000
/** Deleting writes zeros over what was there: so many bytes and rows in one transaction, so that nothing else waits for it. */
const BYTES_AT_ONCE = 1 << 20
const ROWS_AT_ONCE = 500

/** Up to which change every paired disk knows the state of this epoch; disks of another epoch get a snapshot anyway. */
function everywhere({ read, epoch }: Station): number {
  const known = read.all<{ to: number | null }>(
    `SELECT (SELECT change_to FROM disk_commit WHERE disk = d.id AND change_epoch = ? ORDER BY sequence DESC LIMIT 1) AS "to"
     FROM disk d WHERE state = 'paired'`,
    [epoch.id],
  )
  const last = read.get<{ seq: number }>('SELECT seq FROM change_counter')?.seq ?? 0
  const awaited = known.flatMap(({ to }) => (to !== null && to > last - WAIT_FOR ? [to] : []))
  return awaited.length === 0 ? 0 : Math.min(...awaited)
}

/**
 * Drops the changes that every paired disk has (FORMATS: changes and state). The last one stays, so that the log shows where it goes on.
 * Answers how many went.
 */
export async function pruneChanges(station: Station, signal?: AbortSignal): Promise<number> {
  const upTo = everywhere(station)
  let gone = 0
  const isStopped = () => signal?.aborted === true
  for (;;) {
    const end = batchEnd(station, upTo)
    if (end === undefined || isStopped()) return gone
    gone += await station.write.transaction((tx) => tx.run('DELETE FROM change WHERE seq <= ?', [end]))
    await setImmediate()
  }
}

/** The last change of the next batch; undefined when nothing is left to drop. */
function batchEnd({ read }: Station, upTo: number): number | undefined {
  const rows = read.all<{ seq: number; bytes: number }>(
    'SELECT seq, length(row) AS bytes FROM change WHERE seq < ? ORDER BY seq LIMIT ?',
    [upTo, ROWS_AT_ONCE],
  )
  let bytes = 0
  let end: number | undefined
  for (const row of rows) {
    end = row.seq
    bytes += row.bytes ?? 0
    if (bytes > BYTES_AT_ONCE) break
  }
  return end
}
