import type { Progress } from '../../contract/base.ts'
import type { WriteProgress } from './engine/types.ts'

/** The rate is that of the last seconds: a disk that becomes slow is told so. */
const WINDOW_MS = 8000

/**
 * How far a run is, over all its volumes: each byte is written and read back once, so that both count. The bytes that the station's state
 * adds are not known before; `done` never exceeds `total`.
 */
export class Meter {
  readonly #total: number
  readonly #now: () => number
  readonly #samples: { at: number; work: number }[]
  #finished = 0
  #phase: WriteProgress['phase'] = 'write'
  #volume = 0
  #done = 0

  /** @param total bytes of packets that the run has to bring @param now milliseconds that never run back */
  constructor(total: number, now: () => number = () => performance.now()) {
    this.#total = total
    this.#now = now
    this.#samples = [{ at: now(), work: 0 }]
  }

  /** What a volume says of itself, as progress of the run. */
  take({ phase, done, total }: WriteProgress): Progress {
    if (this.#phase === 'read-back' && (phase !== 'read-back' || done < this.#done)) {
      this.#finished += this.#volume
      this.#volume = 0
    }
    this.#phase = phase
    this.#done = done
    this.#volume = Math.max(this.#volume, total)
    const inVolume = Math.min(done, total) + (phase === 'read-back' ? total : 0)
    const work = Math.min(2 * this.#total, 2 * this.#finished + inVolume)
    const at = this.#now()
    this.#samples.push({ at, work })
    while (this.#samples.length > 2 && at - this.#samples[1]!.at > WINDOW_MS) this.#samples.shift()
    const [first] = this.#samples
    const seconds = (at - first!.at) / 1000
    const bytesPerSecond = seconds > 0 ? Math.max(0, work - first!.work) / seconds : 0
    const left = bytesPerSecond > 0 ? (2 * this.#total - work) / bytesPerSecond : undefined
    return {
      phase,
      done: Math.floor(work / 2),
      total: this.#total,
      bytes: Math.floor(work / 2),
      bytesPerSecond,
      ...(left === undefined ? {} : { secondsLeft: left }),
    }
  }
}
