import type { Capture, Draft, Slot } from '../../../contract/enrolment.ts'
import { isFault, type Params } from '../../../lib/fault.ts'
import { recordAct } from '../../audit/index.ts'
import type { WriteTx } from '../../db/handles.ts'
import type { CaptureResult } from '../../ports.ts'
import type { Station } from '../../station.ts'
import { type Checked, checkCapture, putCaptures } from '../draft/captures.ts'
import { editDraft, existingDraft } from '../draft/edit.ts'
import { refuseParked } from '../draft/park.ts'
import { capturesOf, type DraftRow } from '../draft/rows.ts'
import { readDevice, type ReadingTimes, readyDevice, scannerFor } from './read-device.ts'

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

const running = new WeakMap<Station['write'], Map<string, Promise<Captured>>>()

/**
 * Captures from the connected device into slots, at once and durably, and says of each what was read: partial results are results. Of
 * several attempts the best image is kept; `attempts` counts them all. A double click is one capture. DEVICE-MISSING, DEVICE-BUSY,
 * INPUT-INVALID.
 */
export function captureFromDevice(
  station: Station,
  id: string,
  slots: readonly Slot[],
  times?: ReadingTimes,
): Promise<Captured> {
  const captures = running.get(station.write) ?? new Map<string, Promise<Captured>>()
  running.set(station.write, captures)
  const key = `${id} ${slots.join()}`
  const joined = captures.get(key)
  if (joined) return joined
  const mine = captureOnce(station, id, slots, times).finally(() => captures.delete(key))
  captures.set(key, mine)
  return mine
}

async function captureOnce(
  station: Station,
  id: string,
  slots: readonly Slot[],
  times?: ReadingTimes,
): Promise<Captured> {
  const kind = scannerFor(slots)
  refuseParked(existingDraft(station.read, id))
  const device = await readyDevice(station.ports.devices, kind, times)
  const read = await readDevice(station, device, id, slots, times)
  const checked = (await Promise.all(read.map((result) => check(station, device.name, result)))).filter(
    (result) => result !== undefined,
  )
  const draft = await editDraft(station, id, (tx, row) => {
    refuseParked(row)
    putBest(tx, station, row, checked)
    const scores = Object.fromEntries(checked.map(({ slot, meta }) => [slot, meta.score ?? null]))
    recordAct(tx, station, 'draft.capture', id, { slots, device: device.id, scores })
    return true
  })
  const threshold = station.profile.thresholds[kind]
  const wasRead = new Set(checked.map(({ slot }) => slot))
  const results = slots.map((slot) => resultOf(slot, wasRead.has(slot), draft, threshold))
  return { draft, results, fault: null }
}

function putBest(tx: WriteTx, station: Station, row: DraftRow, checked: readonly Checked[]): void {
  const before = new Map(capturesOf(tx, row.id).map((capture) => [capture.slot, capture]))
  for (const next of checked) {
    const best = bestOf(before.get(next.slot as Slot), next)
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

async function check(station: Station, device: string, read: CaptureResult): Promise<Checked | undefined> {
  const score = Number.isFinite(read.score) ? Math.min(100, Math.max(0, read.score)) : 0
  const meta = { device: device.slice(0, 200), score, attempts: 1 }
  try {
    const [checked] = await checkCapture(read.slot as Slot, read.image, meta, false)
    return checked
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
