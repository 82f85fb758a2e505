import { openScratch } from '../../db/scratch.ts'
import type { Sqlite } from '../../db/sqlite.ts'

/** Texts that are put in order in memory at once, and of each run when runs are brought together. */
const RUN = 50_000
const PAGE = 500
const CACHE_KB = 8192

/** A run while it is read: its next texts, in order. */
interface Cursor {
  page: string[]
  at: number
  /** Ids of its rows that were not read yet. */
  next: number
  readonly end: number
}

/**
 * Texts in order however many they are, by a merge sort over an encrypted file: runs that were sorted in memory are written one behind the other and read
 * side by side, so that no page of the file is written or opened twice. Nothing of it is durable, nor has to be.
 */
export class SortedRuns {
  readonly #db: Sqlite
  readonly #put
  readonly #read
  readonly #limit: number
  /** Where runs end: ids of their last rows. */
  readonly #ends: number[] = []
  #run: string[] = []

  constructor(path: string, key: Uint8Array, limit = RUN) {
    const db = openScratch(path, key, CACHE_KB)
    db.exec('CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT; BEGIN')
    this.#db = db
    this.#put = db.prepare('INSERT INTO row (text) VALUES (?)')
    this.#read = db.prepare('SELECT text FROM row WHERE id BETWEEN ? AND ? ORDER BY id').pluck()
    this.#limit = limit
  }

  push(text: string): void {
    this.#run.push(text)
    if (this.#run.length === this.#limit) this.#write()
  }

  /** All texts in the order of their UTF-16 units, page by page; nothing may be pushed any more. */
  *merged(): Generator<string[]> {
    this.#write()
    const cursors = this.#ends
      .map((end, n): Cursor => ({ page: [], at: 0, next: (this.#ends[n - 1] ?? 0) + 1, end }))
      .filter((cursor) => this.#fill(cursor))
      .toSorted((a, b) => order(textOf(a), textOf(b)))
    let page: string[] = []
    while (cursors.length > 0) {
      page.push(textOf(cursors[0]!))
      if (page.length === PAGE) {
        yield page
        page = []
      }
      this.#advance(cursors)
    }
    if (page.length > 0) yield page
  }

  close(): void {
    this.#db.close()
  }

  #write(): void {
    if (this.#run.length === 0) return
    // Without a comparison of one's own it is the order of UTF-16 units, and the engine's own quick way.
    this.#run.sort()
    for (const text of this.#run) this.#put.run(text)
    this.#ends.push((this.#ends.at(-1) ?? 0) + this.#run.length)
    this.#run = []
  }

  #fill(cursor: Cursor): boolean {
    if (cursor.next > cursor.end) return false
    const last = Math.min(cursor.next + PAGE - 1, cursor.end)
    cursor.page = this.#read.all(cursor.next, last) as string[]
    cursor.at = 0
    cursor.next = last + 1
    return true
  }

  /** Takes the first run one text further and puts it where it belongs now. */
  #advance(cursors: Cursor[]): void {
    const first = cursors[0]!
    if (++first.at === first.page.length && !this.#fill(first)) {
      cursors.shift()
      return
    }
    const text = textOf(first)
    let low = 1
    let high = cursors.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (textOf(cursors[middle]!) < text) low = middle + 1
      else high = middle
    }
    cursors.copyWithin(0, 1, low)
    cursors[low - 1] = first
  }
}

const textOf = ({ page, at }: Cursor) => page[at]!
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
