import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { pullStatuses } from './statuses.ts'
import type { RoundOptions } from './turn.ts'
import { type Round, uploadOnce } from './upload.ts'

interface Running {
  readonly round: Promise<Round>
  stop(): void
}

const rounds = new WeakMap<Station, Running>()

/** Whether a round is under way. */
export function underWay(station: Station): boolean {
  return rounds.has(station)
}

/** Sends what waits, then hears what became of what was sent before. */
async function sendAndHear(station: Station, options: RoundOptions): Promise<Round> {
  const round = await uploadOnce(station, options)
  await pullStatuses(station, options)
  return round
}

/** Starts a round, or joins the one under way: a double click sends nothing twice. PRACTICE-NOT-SENT: practice asks no site. */
export async function sendRound(station: Station, { now }: Pick<RoundOptions, 'now'>): Promise<Round> {
  if (station.ports.practice !== null) throw refuse('PRACTICE-NOT-SENT')
  const running = rounds.get(station)
  if (running) return running.round
  const controller = new AbortController()
  const round = sendAndHear(station, { now, signal: controller.signal }).finally(() => rounds.delete(station))
  rounds.set(station, { round, stop: () => controller.abort() })
  return round
}

/** Cuts the round under way and waits for its end: what was half sent goes on at its byte later. */
export async function stopRound(station: Station): Promise<void> {
  const running = rounds.get(station)
  running?.stop()
  await running?.round.catch(() => undefined)
}

/** How often the queue looks whether a site may be asked; a site's own circuit decides whether it is. */
const EVERY_MS = 30_000
/** After a sealing, so that a hundred in a row make few announcements. */
const SOON_MS = 3_000

/** Sends by itself while the station is open: soon after each sealing, and whenever a circuit allows a probe. Answers how to stop. */
export function startUploadService(station: Station): () => Promise<void> {
  if (station.ports.practice !== null) return async () => undefined
  let stopped = false
  const go = () => {
    if (stopped) return
    sendRound(station, { now: false }).catch((error: unknown) => {
      station.ports.log.error('upload round failed', { why: error instanceof Error ? error.name : 'unknown' })
    })
  }
  const timer = setInterval(go, EVERY_MS)
  let soon: NodeJS.Timeout | undefined
  const unwatch = station.onChange((topic) => {
    if (topic !== 'enrolment') return
    clearTimeout(soon)
    soon = setTimeout(go, SOON_MS)
  })
  return async () => {
    stopped = true
    clearInterval(timer)
    clearTimeout(soon)
    unwatch()
    await stopRound(station)
  }
}
