// What the guests that break devices under a living station have in common.
import type { Outcome } from '../judge.ts'
import { lostCopies } from '../judge.ts'
import { type GuestStation, wrongNow } from './guest-station.ts'
import { dropCaches, tell } from './machine.ts'

/** Waits for something that the kernel does by itself, at most `seconds`. */
export function wait(what: () => boolean, why: string, seconds = 10): void {
  for (let turn = 0; !what(); turn++) {
    if (turn > seconds * 10) throw new Error(`waited in vain: ${why}`)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
  }
}

/** One point of a guest, told to the host. */
export async function point(name: string, work: () => Promise<string[]>): Promise<void> {
  let wrong: string[]
  try {
    wrong = await work()
  } catch (error) {
    wrong = [error instanceof Error ? (error.stack ?? error.message) : String(error)]
  }
  tell({ point: name, wrong })
}

export function heard(outcome: Outcome): Outcome {
  tell({ heard: outcome.said })
  return outcome
}

/** The disk as it is after it came back: what was acknowledged is there, and the next backup succeeds. */
export async function judged(desk: GuestStation, mount: string): Promise<string[]> {
  dropCaches()
  const lost = await lostCopies(desk.station, mount, desk.sealed)
  const { said } = await desk.backup(mount)
  const next = said === 'done' ? [] : [`the next backup was refused: ${said}`]
  const copies = desk.station.read.all('SELECT DISTINCT packet FROM copy').length
  const left = copies === desk.sealed.size ? [] : [`${desk.sealed.size - copies} were left out`]
  dropCaches()
  return [
    ...lost,
    ...next,
    ...left,
    ...(await lostCopies(desk.station, mount, desk.sealed)),
    ...(await wrongNow(desk.on, mount)),
  ]
}
