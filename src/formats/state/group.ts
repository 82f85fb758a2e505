import { concat, hex, utf8 } from '../../lib/bytes.ts'
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
  readonly #lines: Uint8Array[]
  readonly #blobs = new Map<string, Uint8Array>()
  #bytes = 0
  rows = 0

  constructor(table: Pick<StateTable, 'table' | 'schema'>, limit: number) {
    this.#table = table
    this.#limit = Math.min(GROUP, limit / 4)
    this.#lines = [utf8(`${JSON.stringify({ table: table.table, schema: table.schema })}\n`)]
  }

  get isFull(): boolean {
    return this.#bytes >= this.#limit
  }

  /** Takes a row in. Fault FORMAT-INVALID. */
  add(row: RowInput): void {
    const line = utf8(`${JSON.stringify(spellRow(STATE, row, (bytes) => this.#blob(bytes)))}\n`)
    this.#lines.push(line)
    this.#bytes += line.length
    this.rows++
  }

  #blob(bytes: Uint8Array): { $blob: string } {
    const name = hex(sha256(bytes))
    if (!this.#blobs.has(name)) this.#bytes += bytes.length
    this.#blobs.set(name, bytes)
    return { $blob: name }
  }

  /** The group as members of a part, blobs first. Fault FORMAT-INVALID if a part could not hold it. */
  members(group: number, limit: number): Uint8Array {
    const folder = groupFolder(group)
    const members = [...this.#blobs].map(([name, data]) => ({ name: `${folder}/${name}`, data }))
    members.push({ name: `${folder}/${this.#table.table}.ndjson`, data: concat(...this.#lines) })
    const length = members.reduce((sum, { data }) => sum + memberBytes(data.length), 0)
    if (length > limit) throw new Fault('FORMAT-INVALID', { format: STATE, why: 'row too long' })
    // Zeros are the padding.
    const spelt = new Uint8Array(length)
    let at = 0
    for (const { name, data } of members) {
      spelt.set(tarHeader(name, data.length), at)
      spelt.set(data, at + BLOCK)
      at += memberBytes(data.length)
    }
    return spelt
  }
}

/** Of a member in a tar file: header, data, padding. */
function memberBytes(bytes: number): number {
  return BLOCK + Math.ceil(bytes / BLOCK) * BLOCK
}
