import type { Slot } from '../../../contract/enrolment.ts'
import { isFault } from '../../../lib/fault.ts'
import type { CaptureDevice, CaptureResult } from '../../ports.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { scannerOf } from '../slots.ts'

/** Capture time-out of SBI 0.9.5; a device that does not keep it is given up a little later. */
export const CAPTURE_TIMEOUT_MS = 10_000
const GRACE_MS = 1000
const READY_MS = 2000

const KIND = { finger: { kind: 'sidik jari', kindEn: 'fingerprint' }, iris: { kind: 'iris', kindEn: 'iris' } }

export interface ReadingTimes {
  readonly capture: number
  readonly grace: number
  readonly ready: number
}

const TIMES: ReadingTimes = { capture: CAPTURE_TIMEOUT_MS, grace: GRACE_MS, ready: READY_MS }

/** The one kind of scanner that reads all these slots. INPUT-INVALID when there is none. */
export function scannerFor(slots: readonly Slot[]): 'finger' | 'iris' {
  const kinds = new Set(slots.map(scannerOf))
  const [kind] = kinds
  if (!kind || kinds.size !== 1 || new Set(slots).size !== slots.length) {
    throw refuse('INPUT-INVALID', { why: slots.join() })
  }
  return kind
}

/** What a promise answers within a time, else undefined; a late answer or failure is let go. */
async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  const late = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => late.resolve(undefined), milliseconds)
  try {
    return await Promise.race([promise, late.promise])
  } finally {
    clearTimeout(timer)
    promise.catch(() => undefined)
  }
}

/** The first device of a kind that says it is ready. DEVICE-MISSING. */
export async function readyDevice(
  devices: readonly CaptureDevice[],
  kind: 'finger' | 'iris',
  times: ReadingTimes = TIMES,
): Promise<CaptureDevice> {
  for (const device of devices.filter((each) => each.kind === kind)) {
    if (await isReady(device, times)) return device
  }
  throw refuse('DEVICE-MISSING', KIND[kind])
}

/** Whether a device says so in time; one that fails or hangs is not ready. */
export async function isReady(device: CaptureDevice, times: ReadingTimes = TIMES): Promise<boolean> {
  try {
    return (await within(times.ready, device.ready())) === true
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
}

const busy = new WeakSet<CaptureDevice>()

/**
 * Reads slots from a device. What it could not read is left out; a device that hangs or fails has read nothing, and can be asked again
 * without a restart. DEVICE-BUSY while it reads something else.
 */
export async function readDevice(
  { ports }: Pick<Station, 'ports'>,
  device: CaptureDevice,
  draft: string,
  slots: readonly Slot[],
  { capture, grace }: ReadingTimes = TIMES,
): Promise<CaptureResult[]> {
  if (busy.has(device)) throw refuse('DEVICE-BUSY', KIND[device.kind])
  busy.add(device)
  try {
    const read = await within(capture + grace, device.capture(slots, capture, draft))
    if (!read) ports.log.error('device did not answer in time', { device: device.id })
    const asked = (read ?? []).filter(({ slot }) => slots.includes(slot as Slot))
    return [...new Map(asked.map((result) => [result.slot, result])).values()]
  } catch (error) {
    if (!(error instanceof Error)) throw error
    ports.log.error('device failed', { device: device.id, code: isFault(error) ? error.code : error.name })
    return []
  } finally {
    busy.delete(device)
  }
}
