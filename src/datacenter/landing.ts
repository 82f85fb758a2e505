import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createForBatch, moveDurably } from '../lib/write-durably.ts'
import { utf8 } from '../lib/bytes.ts'
import { isFault } from '../lib/fault.ts'
import type { Inside } from './penunggalan/inside.ts'
import type { NewEntry } from './registry/entries.ts'
import type { StoredReceipt } from './registry/reports.ts'

/** A packet that is judged and lies flushed on the site's own volume. */
export interface Landed {
  readonly entry: NewEntry
  readonly inside: Inside | undefined
  readonly flushed: string
}

/** What landing asks of its site. */
export interface Ground {
  readonly dir: string
  /** Fault DISK-FULL. */
  needsRoom(): void
  packetPath(id: string, hash: string): string
  /** Receipts in the order of the packets, in one transaction. */
  receive(list: readonly Landed[]): Promise<StoredReceipt[]>
}

interface Waiting {
  readonly packet: Landed
  readonly resolve: (receipt: StoredReceipt) => void
  readonly reject: (error: unknown) => void
}

/**
 * Stores packets under their names and gives their receipts: those that come together with one flush of the folder and one of the registry,
 * as a bag's do. Nothing waits for others to come: what is ready while a flush is under way goes with the next.
 */
export class Landing {
  readonly #site: Ground
  #waiting: Waiting[] = []
  #going = false

  constructor(site: Ground) {
    this.#site = site
  }

  /** Faults DISK-* when this site cannot keep it; those of the packet's own case. */
  land(packet: Landed): Promise<StoredReceipt> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ packet, resolve, reject })
      if (!this.#going) void this.#go()
    })
  }

  async #go(): Promise<void> {
    this.#going = true
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#waiting.length > 0) {
      const together = this.#waiting
      this.#waiting = []
      await this.#together(together)
    }
    this.#going = false
  }

  async #together(list: readonly Waiting[]): Promise<void> {
    try {
      await this.#store(list.map(({ packet }) => packet))
    } catch (error) {
      for (const { reject } of list) reject(error)
      return
    }
    try {
      const receipts = await this.#site.receive(list.map(({ packet }) => packet))
      for (const [n, { resolve }] of list.entries()) resolve(receipts[n]!)
    } catch (error) {
      if (list.length === 1 || isFault(error, 'SITE-DATABASE-SILENT')) {
        for (const { reject } of list) reject(error)
        return
      }
      // One of them, or the registry: each is asked for by itself, so that none stands in the way of the others.
      for (const { packet, resolve, reject } of list) {
        await this.#site.receive([packet]).then(([receipt]) => resolve(receipt!), reject)
      }
    }
  }

  async #store(list: readonly Landed[]): Promise<void> {
    this.#site.needsRoom()
    const moves = list.map(({ entry: { packet, sha256, signature }, flushed }) => ({
      signature: utf8(signature),
      beside: join(this.#site.dir, 'incoming', `.${packet}.${randomBytes(8).toString('hex')}.tmp`),
      flushed,
      path: this.#site.packetPath(packet, sha256),
    }))
    await Promise.all(moves.map(({ beside, signature }) => createForBatch(beside, signature)))
    await moveDurably(
      moves.flatMap(({ beside, flushed, path }) => [
        { from: beside, to: `${path}.minisig` },
        { from: flushed, to: path },
      ]),
    )
  }
}
