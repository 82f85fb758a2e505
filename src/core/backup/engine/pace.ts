import { VOLUME_LIMIT } from '../../../formats/volume/index-file.ts'

/** So long a volume takes at most, written and read back: who is sealed while one is under way is in the next, and both fit in the 60 s of the green light. */
const VOLUME_MS = 10_000
/** The first volume of a run, before anybody knows how fast the disk is. */
const FIRST = 16 << 20
/** Smaller ones are all overhead. */
const LEAST = 4 << 20
/** So much larger than the one before at most: one lucky volume says little. */
const GROWTH = 4

/** How many bytes of packets the next volume of a run takes, by what the ones before took. */
export class Pace {
  #limit = FIRST

  get limit(): number {
    return this.#limit
  }

  /** A volume of so many bytes is on the disk after so many milliseconds. */
  took(bytes: number, ms: number): void {
    // Of a few packets it says how slow an fsync is, not the disk.
    const isCrumb = bytes * 2 < this.#limit && ms < VOLUME_MS
    if (ms <= 0 || isCrumb) return
    const fits = Math.floor((bytes * VOLUME_MS) / ms)
    this.#limit = Math.max(LEAST, Math.min(fits, this.#limit * GROWTH, VOLUME_LIMIT))
  }
}
