import type { Slot } from '../../../contract/enrolment.ts'
import { type Fault, isFault } from '../../../lib/fault.ts'
import type { CaptureAnswer, CaptureDevice, CaptureRequest } from '../../ports.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { scannerOf } from '../slots.ts'
import { layingsOf } from './sbi/names.ts'

/** Capture time-out of SBI 0.9.5; a device that does not keep it is given up a little later. */
const CAPTURE_TIMEOUT_MS = 10_000
const GRACE_MS = 3000
const READY_MS = 2000

export const KIND = {
  finger: { kind: 'sidik jari', kindEn: 'fingerprint' },
  iris: { kind: 'iris', kindEn: 'iris' },
}

export interface ReadingTimes {
  readonly capture: number
  readonly grace: number
  readonly ready: number
}

export const TIMES: ReadingTimes = { capture: CAPTURE_TIMEOUT_MS, grace: GRACE_MS, ready: READY_MS }

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
export async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  const late = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => late.resolve(undefined), milliseconds)
  try {
    return await Promise.race([promise, late.promise])
  } finally {
    clearTimeout(timer)
    promise.catch(() => undefined)
  }
}

const busy = new WeakMap<Station['write'], Set<string>>()

/** What a scanner gave, and why it was less than was asked for. */
export interface Read extends Omit<CaptureAnswer, 'fault'> {
  readonly fault: Fault | null
}

/**
 * Reads slots from a device. What it could not read is left out; a device that hangs, dies or lies has read nothing, its fault says
 * why, and it can be asked again without a restart. DEVICE-BUSY while it reads something else.
 */
export async function readDevice(
  { ports, write }: Pick<Station, 'ports' | 'write'>,
  device: CaptureDevice,
  request: Omit<CaptureRequest, 'timeoutMs' | 'signal'>,
  cancelled: AbortSignal,
  { capture, grace }: ReadingTimes = TIMES,
): Promise<Read> {
  const reading = busy.get(write) ?? new Set<string>()
  busy.set(write, reading)
  if (reading.has(device.id)) throw refuse('DEVICE-BUSY', KIND[device.kind])
  reading.add(device.id)
  const given = new AbortController()
  try {
    const signal = AbortSignal.any([cancelled, given.signal])
    const answer = device.capture({ ...request, timeoutMs: capture, signal })
    // Each laying has its time: who lays both index fingers down, one after the other, is not cut off with the first one read.
    const layings = layingsOf(request.slots, request.thumb).length
    const read = await within((capture + grace) * layings, Promise.race([answer, untilAborted(cancelled)]))
    if (!read) throw refuse('DEVICE-SILENT')
    const asked = read.results.filter(({ slot }) => request.slots.includes(slot))
    return {
      ...read,
      results: [...new Map(asked.map((one) => [one.slot, one])).values()],
      fault: read.fault ?? null,
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const fault = isFault(error) ? error : refuse('DEVICE-FAILED', {}, error)
    ports.log.error('device gave nothing', { device: device.id, code: fault.code, ...fault.params })
    return { results: [], fault }
  } finally {
    given.abort()
    reading.delete(device.id)
  }
}

/** Whatever a device does, an operator who has had enough is heard at once. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(refuse('DEVICE-CANCELLED'))
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}
