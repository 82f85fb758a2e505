import type { Station } from '../station.ts'
import { recordAct } from './record-act.ts'

const AGAIN_MS = 10 * 60_000

interface LastSearch {
  readonly text: string
  readonly actor: string
  readonly at: number
}

const searches = new WeakMap<Station['write'], Map<string, LastSearch>>()

/**
 * Records a search for a person once: not while the same account goes on typing the same words, nor when the page asks again. What
 * was searched for enters the chain only as a salted commitment.
 * @param act what kind of search, `room.what`
 */
export async function recordSearch(station: Station, act: string, text: string): Promise<void> {
  const typed = text.trim()
  const at = station.ports.now().getTime()
  const last = searches.get(station.write) ?? new Map<string, LastSearch>()
  searches.set(station.write, last)
  const before = last.get(act)
  const actor = station.actor.account
  last.set(act, { text: typed, actor, at })
  if (typed === '') return
  const goesOn =
    before !== undefined &&
    before.text !== '' &&
    (typed.startsWith(before.text) || before.text.startsWith(typed))
  if (goesOn && before.actor === actor && Math.abs(at - before.at) < AGAIN_MS) return
  await station.write.transaction((tx) => recordAct(tx, station, act, '', { text: typed }))
}
