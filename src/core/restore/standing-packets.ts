import { SealedNotes } from './sealed-notes.ts'

/** A packet as it was found: what stands in a folder, or what a source gave. */
export interface Standing {
  readonly id: string
  /** Lower hex. */
  readonly sha256: string
  readonly bytes: number
}

const TABLES =
  'CREATE TABLE standing (id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL) STRICT, WITHOUT ROWID'

/** What was found of each packet, to be held against a register; memory does not grow with them. Faults of SealedNotes. */
export class StandingPackets implements Disposable {
  readonly #notes: SealedNotes

  /** @param cacheKb less only in tests */
  constructor(folder: string, cacheKb?: number) {
    this.#notes = new SealedNotes(folder, 'standing.db', TABLES, cacheKb)
  }

  /** The last of an id counts. */
  add({ id, sha256, bytes }: Standing): void {
    this.#notes.run('INSERT OR REPLACE INTO standing (id, sha256, bytes) VALUES (?, ?, ?)', [
      id,
      sha256,
      bytes,
    ])
  }

  /** All of them in the order of their ids. Nothing may be added while they are being gone through. */
  byId(): IterableIterator<Standing> {
    return this.#notes.iterate<Standing>('SELECT id, sha256, bytes FROM standing ORDER BY id')
  }

  [Symbol.dispose](): void {
    this.#notes[Symbol.dispose]()
  }
}
