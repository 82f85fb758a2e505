import type { CaptureDevice } from '../../ports.ts'
import type { Station } from '../../station.ts'
import { within } from './read-device.ts'
import { trustOf } from './scanners.ts'

/** The picture is asked for again and again; once nobody does, the scanner may rest. */
const IDLE_MS = 3000
const FRAME_MS = 2000

interface Live {
  /** Resolves with the next frame; undefined at the end. */
  next: Promise<Uint8Array | undefined>
  stop: () => void
  asked: number
}

const running = new WeakMap<Station['write'], Map<string, Live>>()

/** The next frame of a scanner's live picture as JPEG, or undefined where there is none. Starts and ends the stream by itself. */
export async function liveFrame(station: Station, id: string): Promise<Uint8Array | undefined> {
  const lives = running.get(station.write) ?? new Map<string, Live>()
  running.set(station.write, lives)
  const live = lives.get(id) ?? (await begin(station, id, lives))
  if (!live) return undefined
  live.asked = performance.now()
  return within(FRAME_MS, live.next)
}

async function begin(station: Station, id: string, lives: Map<string, Live>): Promise<Live | undefined> {
  const devices = await station.ports.devices.find(trustOf(station))
  const device = devices.find((one) => one.id === id)
  const begun = lives.get(id)
  if (begun || !device?.live) return begun
  const controller = new AbortController()
  const first = Promise.withResolvers<Uint8Array | undefined>()
  const live: Live = { next: first.promise, stop: () => controller.abort(), asked: performance.now() }
  lives.set(id, live)
  void follow(device, live, first, controller).then(
    () => lives.delete(id),
    (error: unknown) => {
      lives.delete(id)
      // A scanner that lets its stream go is no news; it is asked again with the next frame.
      station.ports.log.info('live picture ended', {
        device: id,
        why: error instanceof Error ? error.name : 'unknown',
      })
    },
  )
  return live
}

async function follow(
  device: CaptureDevice,
  live: Live,
  first: PromiseWithResolvers<Uint8Array | undefined>,
  controller: AbortController,
): Promise<void> {
  let waiting = first
  const timer = setInterval(() => {
    if (performance.now() - live.asked > IDLE_MS) controller.abort()
  }, IDLE_MS / 2)
  timer.unref()
  try {
    for await (const frame of device.live!(controller.signal)) {
      const now = waiting
      waiting = Promise.withResolvers()
      live.next = waiting.promise
      now.resolve(frame)
    }
  } finally {
    clearInterval(timer)
    waiting.resolve(undefined)
  }
}
