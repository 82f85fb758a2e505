import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { isAway, pullStatuses } from './statuses.ts'
import type { RoundOptions } from './turn.ts'
import { type Round, uploadOnce } from './upload.ts'

interface Running {
  readonly round: Promise<Round>
  stop(): void
}

/** By the store: whoever sits at the desk, it is one queue. */
const rounds = new WeakMap<Station['write'], Running>()
/** Until when a person wants the line for something else. */
const halted = new WeakMap<Station['write'], number>()
const HALT_MS = 15 * 60_000

/** Whether a round is under way. */
export function underWay(station: Station): boolean {
  return rounds.has(station.write)
}

/** Sends what waits, then hears what became of what was sent before, from those that answered: a silent line costs a minute for each question. */
async function sendAndHear(station: Station, options: RoundOptions): Promise<Round> {
  const round = await uploadOnce(station, options)
  const answering = station.profile.sites.filter(({ code }) => !isAway(station, code))
  await pullStatuses(station, options, answering)
  return round
}

/** Starts a round, or joins the one under way: a double click sends nothing twice. PRACTICE-NOT-SENT: practice asks no site. */
export async function sendRound(station: Station, { now }: Pick<RoundOptions, 'now'>): Promise<Round> {
  if (station.ports.practice !== null) throw refuse('PRACTICE-NOT-SENT')
  const running = rounds.get(station.write)
  if (running) return running.round
  if (now) halted.delete(station.write)
  else if (stoppedUntil(station) !== null) return { sent: 0, received: 0, refused: 0 }
  const controller = new AbortController()
  const round = sendAndHear(station, { now, signal: controller.signal }).finally(() => {
    rounds.delete(station.write)
    station.changed('upload')
  })
  rounds.set(station.write, { round, stop: () => controller.abort() })
  return round
}

/** Until when nothing is sent by itself because a person stopped it; null when it is not so. */
export function stoppedUntil({ write, ports }: Station): string | null {
  const until = halted.get(write)
  const left = until === undefined ? 0 : until - ports.now().getTime()
  // A clock that was set back does not keep the queue still.
  return left > 0 && left <= HALT_MS ? new Date(until!).toISOString() : null
}

/** A person stops what is being sent and wants the line: the queue is still for a quarter of an hour, or until a person asks. */
export async function haltSending(station: Station): Promise<void> {
  halted.set(station.write, station.ports.now().getTime() + HALT_MS)
  await stopRound(station)
  station.changed('upload')
}

/** Cuts the round under way and waits for its end: what was half sent goes on at its byte later. */
export async function stopRound(station: Station): Promise<void> {
  const running = rounds.get(station.write)
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
