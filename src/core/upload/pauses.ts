import type { ReadDb, WriteTx } from '../db/handles.ts'
import { nextProbe } from './circuit.ts'

/** Failures in a row after which a person is told; the packet goes on being tried. */
const TOLD_AFTER = 3

/** Somebody else answered in the site's place: no word against the packet. */
export const NO_SITE = 'UPLOAD-NO-SITE'

export interface Failing {
  readonly packet: string
  readonly attempt: number
  readonly site: string
  readonly code: string
}

/** A packet did not get through: it waits by itself, longer each time, and the others pass. */
export function pausePacket(tx: WriteTx, { packet, attempt, site, code }: Failing, now: Date): void {
  const before = tx.get<{ failures: number }>(
    'SELECT failures FROM upload_pause WHERE packet = ? AND site = ? AND attempt = ?',
    [packet, site, attempt],
  )
  const failures = (before?.failures ?? 0) + 1
  tx.run(
    `INSERT INTO upload_pause (packet, site, attempt, failures, code, at, next_at)
     VALUES (:packet, :site, :attempt, :failures, :code, :at, :next_at)
     ON CONFLICT (packet, site) DO UPDATE SET attempt = excluded.attempt, failures = excluded.failures, code = excluded.code,
       at = excluded.at, next_at = excluded.next_at`,
    {
      packet,
      site,
      attempt,
      failures,
      code,
      at: now.toISOString(),
      next_at: nextProbe(now, failures).toISOString(),
    },
  )
}

/** Whether a packet waits by itself because somebody else answered in a site's place. */
export function isPaused(db: ReadDb, { packet, attempt, site }: Omit<Failing, 'code'>): boolean {
  const sql = `SELECT 1 FROM upload_pause WHERE packet = ? AND site = ? AND attempt = ?`
  return db.get(sql, [packet, site, attempt]) !== undefined
}

/** A packet got through: nothing of its pauses is left, at this post or, where the centre has it, anywhere. */
export function endPauses(tx: WriteTx, packet: string, post?: string): void {
  tx.run('DELETE FROM upload_pause WHERE packet = :packet AND (:post IS NULL OR site = :post)', {
    packet,
    post: post ?? null,
  })
}

export interface WorkRow {
  readonly recording: string
  readonly code: string
  readonly at: string
  /** Which sending it is. */
  readonly attempt: number
}

/** `isOfBag` in SQL. */
const OF_BAG = 'BAG-%'

/** Lines that are shown at once: whoever has looked at the oldest sees the next ones. */
const SHOWN = 100

/**
 * What a person has to look at: packets that a site refused, that a bag's medium spoilt and that are in no other bag yet (nor perhaps in one that was cut off), that cannot be read
 * here, or that fail again and again, and that have no receipt from elsewhere; one whose number was given twice (below zero) takes nothing off the list. One line per recording, the oldest first and so many as are shown at once; `total` counts all.
 */
export function workList(db: ReadDb): { rows: WorkRow[]; total: number } {
  const found = db.all<WorkRow & { total: number }>(
    `SELECT w.recording, w.code, min(w.at) AS at, w.attempt, count(*) OVER () AS total FROM (
       SELECT u.packet AS recording, u.attempt, u.code, u.at FROM upload_item u WHERE u.state = 'refused'
       UNION ALL
       SELECT f.packet, f.attempt, f.code, f.at FROM bag_refusal f JOIN bag_wait b ON b.recording = f.packet AND b.fresh = 1 WHERE f.code LIKE '${OF_BAG}'
         AND NOT EXISTS (SELECT 1 FROM local l, json_each(l.value) j WHERE l.key >= 'bag-making:' AND l.key < 'bag-making;' AND j.value ->> 0 = f.packet)
       UNION ALL
       SELECT p.packet, p.attempt, p.code, p.at FROM upload_pause p WHERE p.code <> '${NO_SITE}' AND (p.failures >= ? OR p.code <> 'UPLOAD-STUCK')
     ) w JOIN recording_status s ON s.recording = w.recording AND s.attempt = w.attempt
     WHERE NOT EXISTS (SELECT 1 FROM receipt c WHERE c.packet = w.recording AND c.attempt = w.attempt AND c.serial > 0)
     GROUP BY w.recording ORDER BY min(w.at), w.recording LIMIT ?`,
    [TOLD_AFTER, SHOWN],
  )
  return {
    rows: found.map(({ recording, code, at, attempt }) => ({ recording, code, at, attempt })),
    total: found[0]?.total ?? 0,
  }
}
