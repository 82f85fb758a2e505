import { hex } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { GrowingBytes } from '../../lib/growing-bytes.ts'
import { sha256 } from '../../lib/hash.ts'
import { tarHeader, tarPadding } from '../../lib/tar-header.ts'
import { type RowInput, spellRow } from '../row.ts'
import { groupFolder, STATE, type StateTable } from './shape.ts'

/** A group is closed at this size, so that reader and writer hold little. */
const GROUP = 1 << 20

/**
 * Some rows of one table and the bytes that they name, as tar members; always whole inside one part. Each row is spelt as it comes: rows, texts and
 * small buffers that wait for the group's end outlast it, until the whole heap is collected.
 */
export class Group {
  readonly #table: string
  readonly #folder: string
  readonly #limit: number
  readonly #lines = new GrowingBytes()
  /** Members, whole. */
  readonly #blobs = new GrowingBytes()
  readonly #named = new Set<string>()
  rows = 0

  /** @param number of the group in its snapshot, from 1 */
  constructor({ table, schema }: Pick<StateTable, 'table' | 'schema'>, number: number, limit: number) {
    this.#table = table
    this.#folder = groupFolder(number)
    this.#limit = limit
    this.#line({ table, schema })
  }

  get isFull(): boolean {
    return this.#lines.length + this.#blobs.length >= Math.min(GROUP, this.#limit / 4)
  }

  /** Takes a row in. Fault FORMAT-INVALID. */
  add(row: RowInput): void {
    this.#line(spellRow(STATE, row, (bytes) => this.#blob(bytes)))
    this.rows++
  }

  #line(spelt: object): void {
    this.#lines.addText(`${JSON.stringify(spelt)}\n`)
  }

  #blob(bytes: Uint8Array): { $blob: string } {
    const name = hex(sha256(bytes))
    if (!this.#named.has(name)) addMember(this.#blobs, `${this.#folder}/${name}`, bytes)
    this.#named.add(name)
    return { $blob: name }
  }

  /** The group as members of a part, blobs first, in memory of its own; once. Fault FORMAT-INVALID if a part could not hold it. */
  members(): Uint8Array {
    const members = this.#blobs
    addMember(members, `${this.#folder}/${this.#table}.ndjson`, this.#lines.bytes())
    this.#lines.release()
    try {
      if (members.length > this.#limit)
        throw new Fault('FORMAT-INVALID', { format: STATE, why: 'row too long' })
      return new Uint8Array(members.bytes())
    } finally {
      members.release()
    }
  }
}

/** Header, data, padding. */
function addMember(members: GrowingBytes, name: string, data: Uint8Array): void {
  members.add(tarHeader(name, data.length))
  members.add(data)
  members.add(tarPadding(data.length))
}
