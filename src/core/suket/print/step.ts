import { isFault } from '../../../lib/fault.ts'
import type { PrintState } from '../../ports.ts'
import type { Station } from '../../station.ts'
import type { ReadDb, WriteTx } from '../../db/handles.ts'
import { recordSuketEvent, type SuketEventAct } from '../events.ts'
import { onPaper } from '../on-paper.ts'
import { suketPdf } from '../pdf.ts'
import { suketById } from '../queries.ts'
import { mayAct, stateOn } from '../states.ts'
import { todayOf } from '../today.ts'
import { HANDED, type JobRow, LIVE, moveJob, rowsWhere } from './jobs.ts'

/** So many lie in a printer's queue at most: what waits here can be taken back with a word. */
const AT_ONCE = 3
const READY = `state = 'waiting' AND (SELECT count(*) FROM paper_job h WHERE h.printer = paper_job.printer AND h.${HANDED}) < ${AT_ONCE}`

const EVENTS = {
  done: 'print-done',
  failed: 'print-failed',
  cancelled: 'print-cancelled',
  unknown: 'print-unknown',
} as const satisfies Record<string, SuketEventAct>
export type JobEnd = keyof typeof EVENTS

/** Ends a print in the caller's transaction: its row, the letter's history, and paper where there is some. */
export function endJob(
  tx: WriteTx,
  station: Station,
  job: JobRow,
  end: JobEnd,
  why: string | null,
  from: string = LIVE,
): boolean {
  const ended = station.ports.now().toISOString()
  if (!moveJob(tx, job.id, { state: end, detail: why, ended }, from)) return false
  const detail = why === null ? job.printer : `${job.printer}: ${why}`
  if (end === 'done') onPaper(tx, station, job.about, 'print-done', detail)
  else recordSuketEvent(tx, station, { act: EVENTS[end], suket: suketById(tx, job.about)!, detail })
  return true
}

const codeOf = (error: unknown) => (isFault(error) ? error.code : 'INTERNAL')

/** A printer or a service that is away takes none of the others either. */
const FOR_ALL = new Set(['PRINTER-SYSTEM', 'PRINTER-GONE'])

async function fail(station: Station, job: JobRow, error: unknown): Promise<void> {
  const code = codeOf(error)
  if (code === 'INTERNAL')
    station.ports.log.error('a letter was not printed', {
      why: error instanceof Error ? error.name : 'unknown',
    })
  await station.write.transaction((tx) => {
    endJob(tx, station, job, 'failed', code)
    if (!FOR_ALL.has(code)) return
    for (const other of rowsWhere(tx, `state = 'waiting' AND printer = ?`, [job.printer]))
      endJob(tx, station, other, 'failed', code)
  })
}

/** Notes that the system has it. */
function handed(tx: WriteTx, station: Station, job: JobRow, system: string): void {
  moveJob(tx, job.id, { state: 'queued', system }, `state = 'handing'`)
  const { printer, paper, copies } = job
  const suket = suketById(tx, job.about)!
  recordSuketEvent(tx, station, {
    act: 'print',
    suket,
    detail: `${printer} ${system} (${paper} x ${copies})`,
  })
}

/** Whether its letter still counts: one that was withdrawn, voided or expired meanwhile is not printed. */
const stillCounts = (db: ReadDb, station: Station, job: JobRow) =>
  mayAct(stateOn(suketById(db, job.about)!, todayOf(station)), 'reprint')

/** Whether it may go now. */
function take(tx: WriteTx, station: Station, job: JobRow): boolean {
  if (stillCounts(tx, station, job)) return moveJob(tx, job.id, { state: 'handing' }, `state = 'waiting'`)
  endJob(tx, station, job, 'cancelled', 'SUKET-STATE')
  return false
}

/** Hands one letter over. Its row says `handing` before the system hears of it, so that a crash in between is seen. */
async function hand(station: Station, job: JobRow): Promise<void> {
  try {
    const pdf = await suketPdf(station, job.about)
    if (!(await station.write.transaction((tx) => take(tx, station, job)))) return
    const { printer, title, paper, copies, tray } = job
    const system = await station.ports.printers.print({ printer, title, pdf, paper, copies, tray })
    await station.write.transaction((tx) => handed(tx, station, job, system))
  } catch (error) {
    const [now] = rowsWhere(station.read, 'id = ?', [job.id])
    // Anything but a fault leaves open whether the system has it: it is asked at the next step.
    if (now?.state === 'handing' && !isFault(error)) return
    await fail(station, job, error)
  }
}

/** What was on its way when the program died: the system is asked by the title whether it ever got it. */
async function pickUp(station: Station, job: JobRow): Promise<void> {
  try {
    const system = await station.ports.printers.find(job.printer, job.title)
    await station.write.transaction((tx) => {
      if (system === null) {
        endJob(tx, station, job, 'unknown', null)
        return
      }
      handed(tx, station, job, system)
    })
  } catch (error) {
    await note(station, job, { state: 'handing', why: codeOf(error) })
  }
}

async function note(
  station: Station,
  job: JobRow,
  now: { state: JobRow['state']; why: string | null },
): Promise<boolean> {
  if (job.state === now.state && job.detail === now.why) return false
  return station.write.transaction((tx) => moveJob(tx, job.id, { state: now.state, detail: now.why }))
}

/** Takes a letter that ended back from the system's queue, where it waits for paper or for its turn: nobody would want it when it comes out. */
async function takeBack(station: Station, job: JobRow): Promise<boolean> {
  const { printers } = station.ports
  const system = job.system_id ?? ''
  await printers.cancel(job.printer, system)
  const { state } = await printers.state(job.printer, system)
  return station.write.transaction((tx) =>
    state === 'done'
      ? endJob(tx, station, job, 'done', null)
      : endJob(tx, station, job, 'cancelled', 'SUKET-STATE'),
  )
}

/** Asks the system how a print stands, and writes down what is new. */
async function look(station: Station, job: JobRow): Promise<boolean> {
  const { printers } = station.ports
  let now: PrintState
  try {
    now = await printers.state(job.printer, job.system_id ?? '')
    const waits = now.state === 'queued' || now.state === 'out-of-paper'
    if (waits && !stillCounts(station.read, station, job)) return await takeBack(station, job)
  } catch (error) {
    // The service is away: the job is in its hands, and may come out when it is back.
    return note(station, job, { state: job.state, why: codeOf(error) })
  }
  const { state, why } = now
  if (state !== 'done' && state !== 'failed' && state !== 'unknown') return note(station, job, { state, why })
  // What failed may lie in the system's queue, and would come out beside its reprint when somebody starts the printer again.
  if (state === 'failed') await printers.cancel(job.printer, job.system_id ?? '').catch(() => undefined)
  return station.write.transaction((tx) => endJob(tx, station, job, state, why))
}

/**
 * Takes the prints one step on: what is handed over is asked after, what waits is handed over. Answers whether anything is still on
 * its way. One at a time per station.
 */
export async function stepPrints(station: Station): Promise<boolean> {
  const before = fingerprint(station)
  for (const job of rowsWhere(station.read, `state = 'handing'`)) await pickUp(station, job)
  for (const job of rowsWhere(station.read, HANDED)) await look(station, job)
  for (;;) {
    const [next] = rowsWhere(station.read, READY)
    if (!next) break
    await hand(station, next)
    station.changed('suket')
  }
  const after = fingerprint(station)
  if (after !== before) station.changed('suket')
  return rowsWhere(station.read, LIVE).length > 0
}

const fingerprint = (station: Station) =>
  JSON.stringify(
    station.read.all(
      `SELECT state, detail, count(*) AS n FROM paper_job GROUP BY state, detail ORDER BY 1, 2`,
    ),
  )

/** What waited when the station was closed is not printed behind anybody's back at the next opening: it failed, and says why. */
export async function endLeftWaiting(station: Station): Promise<void> {
  await station.write.transaction((tx) => {
    for (const job of rowsWhere(tx, `state = 'waiting'`))
      endJob(tx, station, job, 'failed', 'SUKET-PRINT-CLOSED')
  })
}
