import { encryptChunks } from '../../lib/age.ts'
import { release } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { packTar, TAR_END } from '../../lib/tar.ts'
import { encodeJson } from '../json.ts'
import { Group } from './group.ts'
import {
  END_NAME,
  endFormat,
  headName,
  PART_LIMIT,
  type PartHead,
  partFormat,
  partName,
  STATE,
  type StateMeta,
  type StateTable,
} from './shape.ts'

/** One part: its name in a volume and its sealed bytes, to be drained before the next part is asked for. */
export interface StatePart {
  readonly name: string
  readonly data: AsyncIterable<Uint8Array>
}

/** Room that a part keeps for its end: the end member, padding, and two zero blocks. */
const RESERVE = 16 << 10

/**
 * Seals a snapshot into age parts of at most `partBytes` (64 MiB) plain bytes each, in constant memory: drain each part's `data` in
 * turn. Faults FORMAT-INVALID for rows that the format cannot hold. A consumer that stops early leaves a snapshot that no reader takes.
 */
export async function* encodeState(
  source: AsyncIterable<StateTable> | Iterable<StateTable>,
  recipients: readonly string[],
  meta: StateMeta & { readonly partBytes?: number },
): AsyncGenerator<StatePart> {
  const { partBytes = PART_LIMIT, id, station, epoch, at, scope } = meta
  if (partBytes > PART_LIMIT || partBytes < 4 * RESERVE)
    throw new RangeError(`not a part's size: ${partBytes}`)
  const pieces = new Pieces(source, partBytes - RESERVE)
  try {
    for (let part = 1; !pieces.ended; part++) {
      if (part > 999) throw new Fault('FORMAT-INVALID', { format: STATE, why: 'too many parts' })
      const head: PartHead = { format: STATE, version: 1, id, station, epoch, at, scope, part }
      const plain = partOf(pieces, head, partBytes - RESERVE)
      pieces.settled = false
      yield { name: partName(scope, part), data: encryptChunks(plain, { recipients: [...recipients] }) }
      if (!pieces.settled) throw new RangeError('a part was not drained before the next one')
    }
  } finally {
    await pieces.close()
  }
}

async function* partOf(pieces: Pieces, head: PartHead, limit: number): AsyncGenerator<Uint8Array> {
  const start = member(headName(head.part), encodeJson(partFormat, head))
  yield start
  let bytes = start.length
  for (;;) {
    const piece = await pieces.peek()
    if (piece === undefined) {
      yield member(END_NAME, encodeJson(endFormat, pieces.end()))
      pieces.ended = true
      break
    }
    if (bytes + piece.length > limit && bytes > start.length) break
    bytes += piece.length
    pieces.take()
    yield piece
    // It was copied: left to the garbage collector, dozens of megabytes would wait for it.
    release(piece)
  }
  yield TAR_END
  pieces.settled = true
}

/** The groups of all tables one after the other, one looked at ahead. */
class Pieces {
  ended = false
  settled = false
  readonly #groups: AsyncGenerator<Uint8Array>
  readonly #counts = new Map<string, number>()
  readonly #limit: number
  #closed = 0
  #next: Uint8Array | undefined

  constructor(source: AsyncIterable<StateTable> | Iterable<StateTable>, limit: number) {
    this.#limit = limit
    this.#groups = this.#run(source)
  }

  async peek(): Promise<Uint8Array | undefined> {
    this.#next ??= (await this.#groups.next()).value as Uint8Array | undefined
    return this.#next
  }

  take(): void {
    this.#next = undefined
  }

  end() {
    const counts = Object.fromEntries(this.#counts)
    return { format: 'rekam-state-end' as const, version: 1 as const, end: true as const, counts }
  }

  /** Ends the source, so that a read transaction behind it can end too. */
  async close(): Promise<void> {
    await this.#groups.return(undefined)
  }

  async *#run(source: AsyncIterable<StateTable> | Iterable<StateTable>): AsyncGenerator<Uint8Array> {
    for await (const table of source) {
      if (this.#counts.has(table.table))
        throw new Fault('FORMAT-INVALID', { format: STATE, why: 'table twice' })
      this.#counts.set(table.table, 0)
      let group = this.#open(table)
      for await (const row of table.rows) {
        group.add(row)
        if (!group.isFull) continue
        yield this.#close(table, group)
        group = this.#open(table)
      }
      // A table without rows still names its schema.
      if (group.rows > 0 || this.#counts.get(table.table) === 0) yield this.#close(table, group)
    }
  }

  #open(table: StateTable): Group {
    return new Group(table, this.#closed + 1, this.#limit)
  }

  #close(table: StateTable, group: Group): Uint8Array {
    this.#closed++
    this.#counts.set(table.table, (this.#counts.get(table.table) ?? 0) + group.rows)
    return group.members()
  }
}

/** One member with its header and padding. */
function member(name: string, data: Uint8Array): Uint8Array {
  return packTar([{ name, data }]).subarray(0, -TAR_END.length)
}
