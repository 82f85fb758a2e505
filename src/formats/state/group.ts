import { hex } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { sha256 } from '../../lib/hash.ts'
import { BLOCK, tarHeader } from '../../lib/tar-header.ts'
import { type RowInput, spellRow } from '../row.ts'
import { groupFolder, STATE, type StateTable } from './shape.ts'

/** A group is closed at this size, so that reader and writer hold little. */
const GROUP = 1 << 20

/** Some rows of one table and the bytes that they name, as tar members; always whole inside one part. */
export class Group {
  readonly #table: Pick<StateTable, 'table' | 'schema'>
  readonly #limit: number
  readonly #lines: string[]
  #lineBytes = 0
  readonly #blobs = new Map<string, Uint8Array>()
  #blobBytes = 0
  rows = 0

  constructor(table: Pick<StateTable, 'table' | 'schema'>, limit: number) {
    this.#table = table
    this.#limit = Math.min(GROUP, limit / 4)
    this.#lines = []
    this.#line({ table: table.table, schema: table.schema })
  }

  get isFull(): boolean {
    return this.#lineBytes + this.#blobBytes >= this.#limit
  }

  /** Takes a row in. Fault FORMAT-INVALID. */
  add(row: RowInput): void {
    this.#line(spellRow(STATE, row, (bytes) => this.#blob(bytes)))
    this.rows++
  }

  /** As text until the group is spelt: thousands of small buffers would outlast it. */
  #line(spelt: object): void {
    const line = `${JSON.stringify(spelt)}\n`
    this.#lines.push(line)
    this.#lineBytes += Buffer.byteLength(line)
  }

  #blob(bytes: Uint8Array): { $blob: string } {
    const name = hex(sha256(bytes))
    if (!this.#blobs.has(name)) this.#blobBytes += bytes.length
    this.#blobs.set(name, bytes)
    return { $blob: name }
  }

  /** The group as members of a part, blobs first, in memory of its own. Fault FORMAT-INVALID if a part could not hold it. */
  members(group: number, limit: number): Uint8Array {
    const folder = groupFolder(group)
    const blobs = [...this.#blobs]
    const length = blobs.reduce(
      (sum, [, { length: held }]) => sum + memberBytes(held),
      memberBytes(this.#lineBytes),
    )
    if (length > limit) throw new Fault('FORMAT-INVALID', { format: STATE, why: 'row too long' })
    // Zeros are the padding.
    const spelt = Buffer.from(new ArrayBuffer(length))
    let at = 0
    for (const [name, data] of blobs) {
      spelt.set(tarHeader(`${folder}/${name}`, data.length), at)
      spelt.set(data, at + BLOCK)
      at += memberBytes(data.length)
    }
    spelt.set(tarHeader(`${folder}/${this.#table.table}.ndjson`, this.#lineBytes), at)
    at += BLOCK
    for (const line of this.#lines) at += spelt.write(line, at)
    return spelt
  }
}

/** Of a member in a tar file: header, data, padding. */
function memberBytes(bytes: number): number {
  return BLOCK + Math.ceil(bytes / BLOCK) * BLOCK
}
