import type { Station } from '../station.ts'
import { pullStatuses } from './statuses.ts'
import { type Round, uploadOnce } from './upload.ts'

const rounds = new WeakMap<Station, Promise<Round>>()

/** Whether a round is under way. */
export function underWay(station: Station): boolean {
  return rounds.has(station)
}

/** Sends what waits, then hears what became of what was sent before. */
async function sendAndHear(station: Station, options: { now: boolean }): Promise<Round> {
  const round = await uploadOnce(station, options)
  await pullStatuses(station, options)
  return round
}

/** Starts a round, or joins the one under way: a double click sends nothing twice. */
export async function sendRound(station: Station, options: { now: boolean }): Promise<Round> {
  const running = rounds.get(station)
  if (running) return running
  const round = sendAndHear(station, options).finally(() => rounds.delete(station))
  rounds.set(station, round)
  return round
}

/** How often the queue looks whether a site may be asked; a site's own circuit decides whether it is. */
const EVERY_MS = 30_000
/** After a sealing, so that a hundred in a row make few announcements. */
const SOON_MS = 3_000

/** Sends by itself while the station is open: soon after each sealing, and whenever a circuit allows a probe. Answers how to stop. */
export function startUploadService(station: Station): () => void {
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
  return () => {
    stopped = true
    clearInterval(timer)
    clearTimeout(soon)
    unwatch()
  }
}
