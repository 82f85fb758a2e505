import type { UploadProgress } from '../../contract/upload.ts'
import type { Station } from '../station.ts'

/** How often watchers hear of bytes: a line for people, not a log. */
const TELL_MS = 500

/** By the store: whoever sits at the desk. */
const standing = new WeakMap<Station['write'], UploadProgress>()

/** What is being sent now; null between packets. */
export function progressOf(station: Station): UploadProgress | null {
  return standing.get(station.write) ?? null
}

/** Meters one turn of a site: packets, bytes, and how fast the line was over the turn. */
export class Meter {
  readonly #station: Station
  readonly #site: string
  readonly #began = performance.now()
  #told = 0
  #ended = false
  #moved = 0
  #packets = 0
  #bytes = 0

  constructor(station: Station, site: string) {
    this.#station = station
    this.#site = site
  }

  /** `of`: packets still waiting, this one included. Answers what hears how many of its bytes are at the site. */
  packet(bytes: number, of: number): (there: number) => void {
    this.#packets++
    this.#bytes += bytes
    let before: number | undefined
    return (there) => {
      // What the site had already is not the line's doing.
      this.#moved += there - (before ?? there)
      before = there
      this.#tell(bytes, there, of)
    }
  }

  end(): void {
    this.#ended = true
    standing.delete(this.#station.write)
    this.#station.changed('upload')
  }

  #tell(bytes: number, there: number, of: number): void {
    if (this.#ended) return
    const now = performance.now()
    const seconds = (now - this.#began) / 1000
    const rate = seconds > 1 ? Math.round(this.#moved / seconds) : 0
    const perPacket = this.#bytes / this.#packets
    standing.set(this.#station.write, {
      site: this.#site,
      packet: this.#packets,
      left: of,
      bytes,
      there,
      bytesPerSecond: rate,
      secondsLeft: rate > 0 ? Math.ceil((bytes - there + Math.max(0, of - 1) * perPacket) / rate) : null,
    })
    if (now - this.#told < TELL_MS) return
    this.#told = now
    this.#station.changed('upload')
  }
}
