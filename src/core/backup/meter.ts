import type { Progress } from '../../contract/base.ts'
import type { WriteProgress } from './engine/types.ts'

/** The rate is that of the last seconds: a disk that becomes slow is told so. */
const WINDOW_MS = 8000

/** Work a second, over the last seconds alone. */
class Rate {
  readonly #now: () => number
  readonly #samples: { at: number; work: number }[]

  constructor(now: () => number, work: number) {
    this.#now = now
    this.#samples = [{ at: now(), work }]
  }

  take(work: number): number {
    const at = this.#now()
    this.#samples.push({ at, work })
    while (this.#samples.length > 2 && at - this.#samples[1]!.at > WINDOW_MS) this.#samples.shift()
    const [first] = this.#samples
    const seconds = (at - first!.at) / 1000
    return seconds > 0 ? Math.max(0, work - first!.work) / seconds : 0
  }
}

function progress(
  phase: string,
  done: number,
  total: number,
  bytesPerSecond: number,
  left: number,
): Progress {
  const secondsLeft = bytesPerSecond > 0 ? { secondsLeft: left / bytesPerSecond } : {}
  return { phase, done, total, bytes: done, bytesPerSecond, ...secondsLeft }
}

/** How far a reading is, of which all the bytes are known before. */
export class ReadMeter {
  readonly #total: number
  readonly #rate: Rate

  /** @param before bytes that an earlier part of it read */
  constructor(total: number, before: number, now: () => number = () => performance.now()) {
    this.#total = total
    this.#rate = new Rate(now, before)
  }

  take(phase: string, read: number): Progress {
    const done = Math.min(read, this.#total)
    return progress(phase, done, this.#total, this.#rate.take(done), this.#total - done)
  }
}

/**
 * How far a run is, over all its volumes: each byte is written and read back once, so that both count. The bytes that the station's state
 * adds are not known before; `done` never exceeds `total`.
 */
export class Meter {
  readonly #total: number
  readonly #rate: Rate
  #finished = 0
  #phase: WriteProgress['phase'] = 'write'
  #volume = 0
  #done = 0

  /** @param total bytes of packets that the run has to bring @param now milliseconds that never run back */
  constructor(total: number, now: () => number = () => performance.now()) {
    this.#total = total
    this.#rate = new Rate(now, 0)
  }

  /** What a volume says of itself, as progress of the run. */
  take({ phase: told, done, total }: WriteProgress): Progress {
    // A pause is one of what was under way.
    const phase = told === 'paused' ? this.#phase : told
    if (this.#phase === 'read-back' && (phase !== 'read-back' || done < this.#done)) {
      this.#finished += this.#volume
      this.#volume = 0
    }
    this.#phase = phase
    this.#done = done
    this.#volume = Math.max(this.#volume, total)
    const inVolume = Math.min(done, total) + (phase === 'read-back' ? total : 0)
    const work = Math.min(2 * this.#total, 2 * this.#finished + inVolume)
    return progress(told, Math.floor(work / 2), this.#total, this.#rate.take(work), 2 * this.#total - work)
  }
}
