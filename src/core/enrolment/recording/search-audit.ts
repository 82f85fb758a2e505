import { recordAct } from '../../audit/index.ts'
import type { Station } from '../../station.ts'

const AGAIN_MS = 10 * 60_000

interface LastSearch {
  readonly text: string
  readonly actor: string
  readonly at: number
}

const last = new WeakMap<Station['write'], LastSearch>()

/**
 * Records a search by NIK or name once: not while the same person goes on typing the same words, nor when the page asks again. What
 * was searched for enters the chain only as a salted commitment.
 */
export async function auditSearch(station: Station, text: string): Promise<void> {
  const typed = text.trim()
  const at = station.ports.now().getTime()
  const before = last.get(station.write)
  const actor = station.actor.account
  last.set(station.write, { text: typed, actor, at })
  if (typed === '') return
  const goesOn =
    before !== undefined &&
    before.text !== '' &&
    (typed.startsWith(before.text) || before.text.startsWith(typed))
  if (goesOn && before.actor === actor && Math.abs(at - before.at) < AGAIN_MS) return
  await station.write.transaction((tx) => recordAct(tx, station, 'recording.searched', '', { text: typed }))
}
