import type { Station } from '../station.ts'
import type { Ledger } from './ledger.ts'
import { depart, type Waiting } from './pending.ts'
import { dropDeparture } from './queries.ts'

/** On a fast line so many are noted in one flush; on another each by itself, for there it takes long. */
const AHEAD = 32

/** Notes packets as leaving before their first byte, and takes back at the end what did not leave. */
export class Departures {
  readonly #station: Station
  readonly #site: string
  readonly #ledger: Ledger
  readonly #noted = new Map<string, Promise<Map<string, boolean>>>()
  /** Noted here first, and not a byte of it has left. */
  readonly #still = new Map<string, Waiting>()

  constructor(station: Station, site: string, ledger: Ledger) {
    this.#station = station
    this.#site = site
    this.#ledger = ledger
  }

  /** Whether a packet leaves, durable when it resolves; false where it must not go any more since it was announced. */
  async mayLeave(wanted: readonly Waiting[], at: number, fast: boolean): Promise<boolean> {
    const packet = wanted[at]!
    const going = await (this.#noted.get(packet.id) ?? this.#note(wanted.slice(at, at + (fast ? AHEAD : 1))))
    this.#still.delete(packet.id)
    return going.has(packet.id)
  }

  #note(some: readonly Waiting[]): Promise<Map<string, boolean>> {
    const packets = some.filter(({ id }) => !this.#noted.has(id))
    const enter = async () => {
      let going = new Map<string, boolean>()
      const at = this.#station.ports.now().toISOString()
      await this.#ledger.enter((tx) => {
        going = depart(tx, packets, this.#site, at)
      })
      for (const packet of packets) if (going.get(packet.id)) this.#still.set(packet.id, packet)
      return going
    }
    const noted = enter()
    for (const { id } of packets) this.#noted.set(id, noted)
    return noted
  }

  /** Before the ledger ends. */
  end(): void {
    const still = [...this.#still.values()]
    if (still.length === 0) return
    this.#ledger.note((tx) => {
      for (const { id, attempt } of still) dropDeparture(tx, { packet: id, attempt, site: this.#site })
    })
  }
}
