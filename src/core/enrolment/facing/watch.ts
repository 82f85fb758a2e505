import type { FacingView } from '../../../contract/facing.ts'
import type { Desk } from '../../context.ts'
import type { Station } from '../../station.ts'
import { isFault } from '../../../lib/fault.ts'
import { facingView } from './view.ts'
import { seatOf } from './seat.ts'

/** A desk that rests or is locked tells nobody: it is looked at this often. */
const LOOK_MS = 1000

const IDLE: FacingView = { kind: 'idle' }

/** Null once the desk is no longer the open station that was looked at. */
function viewAt(desk: Desk, write: Station['write']): FacingView | null {
  try {
    const station = desk.station()
    return station.write === write ? facingView(station) : null
  } catch (error) {
    if (isFault(error) && error.code === 'STATION-LOCKED') return null
    throw error
  }
}

/**
 * What the resident's window shows, each time that it is something else. Once the desk rests or is locked it shows nobody, and ends: the
 * window asks again.
 */
export async function* watchFacing(desk: Desk, signal?: AbortSignal): AsyncGenerator<FacingView, void> {
  const station = desk.station()
  const seat = seatOf(station)
  let wake = Promise.withResolvers<void>()
  const rouse = () => wake.resolve()
  const ended = () => signal?.aborted === true
  const deaf = station.onChange(rouse)
  const ticks = setInterval(rouse, LOOK_MS)
  seat.wake.add(rouse)
  signal?.addEventListener('abort', rouse)
  seat.windows++
  station.changed('enrolment')
  try {
    let told = ''
    while (!ended()) {
      const view = viewAt(desk, station.write)
      if (!view) {
        yield IDLE
        return
      }
      const words = JSON.stringify(view)
      if (words !== told) yield view
      told = words
      await wake.promise
      wake = Promise.withResolvers<void>()
    }
  } finally {
    seat.windows--
    seat.wake.delete(rouse)
    clearInterval(ticks)
    signal?.removeEventListener('abort', rouse)
    deaf()
    station.changed('enrolment')
  }
}
