import type { Capture, Draft, Slot, Thumb } from '../../../contract/enrolment.ts'
import { detachRecord } from '../../../formats/biometric/signed-answer.ts'
import { isFault, type Params } from '../../../lib/fault.ts'
import { recordAct } from '../../audit/index.ts'
import type { WriteTx } from '../../db/handles.ts'
import type { CaptureResult } from '../../ports.ts'
import type { Station } from '../../station.ts'
import { type Checked, checkCapture, putCaptures } from '../draft/captures.ts'
import { editDraft, existingDraft } from '../draft/edit.ts'
import { refuseParked } from '../draft/park.ts'
import { capturesOf, type DraftRow } from '../draft/rows.ts'
import { compareCaptures } from './compare.ts'
import { readDevice, type ReadingTimes, scannerFor } from './read-device.ts'
import { readyDevice } from './scanners.ts'

export interface SlotResult {
  slot: Slot
  ok: boolean
  score?: number
}

export interface Captured {
  draft: Draft
  results: SlotResult[]
  /** Why less was read than was asked for, where the scanner says so. */
  fault: { code: string; params: Params } | null
}

interface Running {
  readonly captured: Promise<Captured>
  readonly cancel: AbortController
}

const running = new WeakMap<Station['write'], Map<string, Running>>()

/** How something is captured, where it is not as usual. */
export interface How {
  readonly thumb?: Thumb
  readonly times?: ReadingTimes
}

/**
 * Captures from the connected device into slots, at once and durably, and says of each what was read: partial results are results. Of
 * several attempts the best image is kept; `attempts` counts them all. A double click is one capture. DEVICE-MISSING, DEVICE-BUSY,
 * DEVICE-UNTRUSTED, INPUT-INVALID.
 */
export function captureFromDevice(
  station: Station,
  id: string,
  slots: readonly Slot[],
  how: How = {},
): Promise<Captured> {
  const captures = running.get(station.write) ?? new Map<string, Running>()
  running.set(station.write, captures)
  const key = `${id} ${slots.join()}`
  const joined = captures.get(key)
  if (joined) return joined.captured
  const cancel = new AbortController()
  const captured = captureOnce(station, id, slots, cancel.signal, how).finally(() => captures.delete(key))
  captures.set(key, { captured, cancel })
  return captured
}

/** Ends the captures of a draft that are under way: they answer DEVICE-CANCELLED, and nothing that was saved changes. */
export function cancelCaptures(station: Station, id: string): { done: true } {
  for (const [key, { cancel }] of running.get(station.write) ?? []) {
    if (key.startsWith(`${id} `)) cancel.abort()
  }
  return { done: true }
}

async function captureOnce(
  station: Station,
  id: string,
  slots: readonly Slot[],
  cancelled: AbortSignal,
  { thumb = 'right-thumb', times }: How,
): Promise<Captured> {
  const kind = scannerFor(slots)
  const before = existingDraft(station.read, id)
  refuseParked(before)
  const device = await readyDevice(station, kind, times)
  const threshold = station.profile.thresholds[kind]
  const request = { slots, thumb, transaction: id, threshold, previous: before.device_hash }
  const read = await readDevice(station, device, request, cancelled, times)
  const all = (
    await Promise.all(read.results.map((result) => checkRead(station, device.name, result, thumb)))
  ).filter((result) => result !== undefined)
  const { checked, others, fault } = await compareCaptures(station, id, all)
  const draft = await editDraft(station, id, (tx, row) => {
    refuseParked(row)
    putBest(tx, station, row, checked, others)
    if (read.hash !== undefined) tx.run('UPDATE draft SET device_hash = ? WHERE id = ?', [read.hash, id])
    const scores = Object.fromEntries(checked.map(({ slot, meta }) => [slot, meta.score ?? null]))
    const why = read.fault?.code ?? fault?.code ?? null
    recordAct(tx, station, 'draft.capture', id, { slots, device: device.id, scores, why })
    return true
  })
  const wasRead = new Set(checked.map(({ slot }) => slot))
  const results = slots.map((slot) => resultOf(slot, wasRead.has(slot), draft, threshold))
  const said = read.fault ?? fault
  return { draft, results, fault: said && { code: said.code, params: said.params } }
}

function putBest(
  tx: WriteTx,
  station: Station,
  row: DraftRow,
  checked: readonly Checked[],
  others: ReadonlySet<string>,
): void {
  const before = new Map(capturesOf(tx, row.id).map((capture) => [capture.slot, capture]))
  for (const next of checked) {
    const kept = before.get(next.slot as Slot)
    const isOther = others.has(next.slot) || kept?.meta.finger !== next.meta.finger
    const best = bestOf(isOther ? undefined : kept, next)
    if ('bytes' in best) putCaptures(tx, station, row, [best])
    else {
      tx.run('UPDATE draft_capture SET meta = ? WHERE draft = ? AND slot = ?', [
        JSON.stringify(best.meta),
        row.id,
        next.slot,
      ])
    }
  }
}

/** What a scanner gave for one slot as it would be kept; undefined where its image cannot be read. */
export async function checkRead(
  station: Station,
  device: string,
  read: CaptureResult,
  thumb: Thumb,
): Promise<Checked | undefined> {
  const score = Number.isFinite(read.score) ? Math.min(100, Math.max(0, read.score)) : 0
  const { identity, original } = read
  const meta = {
    device: device.slice(0, 200),
    ...(identity ? { identity } : {}),
    ...(read.slot === 'signature-thumb' ? { finger: thumb } : {}),
    score,
    attempts: 1,
  }
  try {
    const [checked] = await checkCapture(read.slot as Slot, read.image, meta, false)
    return checked && original ? { ...checked, original: detachRecord(original, read.image) } : checked
  } catch (error) {
    if (!isFault(error, 'CAPTURE-UNREADABLE')) throw error
    station.ports.log.error('device gave an image that cannot be read', { slot: read.slot })
    return undefined
  }
}

/** What is to be stored after one more attempt: the new image, or only the count of attempts where the old one is better. */
function bestOf(before: Capture | undefined, next: Checked): Checked | { meta: Capture['meta'] } {
  if (!before) return next
  const attempts = Math.min(99, before.meta.attempts + 1)
  const isBetter = (next.meta.score ?? 0) >= (before.meta.score ?? 0)
  if (isBetter) return { ...next, meta: { ...next.meta, attempts } }
  return { meta: { ...before.meta, attempts } }
}

function resultOf(slot: Slot, wasRead: boolean, draft: Draft, threshold: number): SlotResult {
  const score = wasRead ? draft.captures.find((each) => each.slot === slot)?.meta.score : undefined
  return score === undefined ? { slot, ok: false } : { slot, ok: score >= threshold, score }
}
