import { decryptChunks } from '../../lib/age.ts'
import { hex, release } from '../../lib/bytes.ts'
import { sha256 } from '../../lib/hash.ts'
import { streamTar } from '../../lib/tar.ts'
import { decodeJson, parseJson, unreadable } from '../json.ts'
import { linesOf } from '../lines.ts'
import { onlyKey, readRow } from '../row.ts'
import {
  END_NAME,
  endFormat,
  groupFolder,
  groupSchema,
  headName,
  PART_LIMIT,
  type PartHead,
  partFormat,
  STATE,
  type StateMeta,
  type StateRow,
} from './shape.ts'

/** A part as read from a disk. */
export type StatePartInput = Uint8Array | { readonly data: Uint8Array | AsyncIterable<Uint8Array> }

/** Of a part: a hostile one has no more. */
const LIMITS = { members: 200_000, bytes: PART_LIMIT }

/**
 * The rows of a snapshot, table after table, its parts given in order, in memory that grows with no part. `expect` is held against what the
 * first part says of itself, and what it says is the generator's return value. Apply the rows in one transaction: only the end proves
 * that nothing is missing. Faults AGE-*, TAR-MALFORMED, FORMAT-UNREADABLE {format: 'rekam-state', why}, FORMAT-NEWER.
 * @param isWanted rows of other tables are counted and neither read nor given, nor are the blobs before them
 */
export async function* decodeState(
  parts: AsyncIterable<StatePartInput> | Iterable<StatePartInput>,
  identities: readonly string[],
  expect: Partial<StateMeta> = {},
  isWanted: (table: string) => boolean = () => true,
): AsyncGenerator<StateRow, StateMeta> {
  const reader = new Reader(expect, isWanted)
  for await (const part of parts) yield* reader.part(openPart(part, identities))
  return reader.end()
}

/** What the first part of a snapshot says of it, without reading on. Faults as decodeState. */
export async function readStateMeta(
  first: StatePartInput,
  identities: readonly string[],
): Promise<StateMeta> {
  for await (const head of streamTar(openPart(first, identities), LIMITS)) {
    if (head.name === headName(1)) return metaOf(decodeJson(partFormat, head.data))
    break
  }
  throw unreadable(STATE, 'part')
}

/** A part's plaintext, piece after piece. */
async function* openPart(part: StatePartInput, identities: readonly string[]): AsyncGenerator<Uint8Array> {
  let held = 0
  const { data } = part instanceof Uint8Array ? { data: part } : part
  const sealed = data instanceof Uint8Array ? [data] : data
  for await (const chunk of decryptChunks(streamOf(sealed), { identities: [...identities] })) {
    held += chunk.length
    if (held > PART_LIMIT) throw unreadable(STATE, 'part too long')
    yield chunk
    release(chunk)
  }
}

async function* streamOf(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* pieces
}

function metaOf({ id, station, epoch, at, scope }: PartHead): StateMeta {
  return { id, station, epoch, at, scope }
}

class Reader {
  readonly #expect: Partial<StateMeta>
  readonly #isWanted: (table: string) => boolean
  readonly #counts = new Map<string, number>()
  #meta: StateMeta | undefined
  #parts = 0
  #groups = 0
  #table: string | undefined
  #ended = false

  constructor(expect: Partial<StateMeta>, isWanted: (table: string) => boolean) {
    this.#expect = expect
    this.#isWanted = isWanted
  }

  async *part(plain: AsyncIterable<Uint8Array>): AsyncGenerator<StateRow> {
    if (this.#ended) throw unreadable(STATE, 'after the end')
    this.#parts++
    let blobs = new Map<string, Uint8Array>()
    let isFirst = true
    for await (const { name, data } of streamTar(plain, LIMITS)) {
      if (isFirst) {
        if (name !== headName(this.#parts)) throw unreadable(STATE, 'part')
        this.#head(decodeJson(partFormat, data))
        isFirst = false
        continue
      }
      if (this.#ended) throw unreadable(STATE, 'after the end')
      if (name === END_NAME) {
        this.#end(data, blobs)
        continue
      }
      const [folder, file = ''] = name.split('/')
      if (folder !== groupFolder(this.#groups + 1)) throw unreadable(STATE, 'group')
      if (/^[0-9a-f]{64}$/.test(file)) {
        blobs.set(file, data)
        continue
      }
      this.#groups++
      yield* this.#rows(file, data, blobs)
      release(data)
      blobs = new Map()
    }
    if (isFirst) throw unreadable(STATE, 'part')
    if (blobs.size > 0) throw unreadable(STATE, 'blob without row')
  }

  end(): StateMeta {
    if (!this.#ended || this.#meta === undefined) throw unreadable(STATE, 'truncated')
    return this.#meta
  }

  #head(head: PartHead): void {
    const meta = metaOf(head)
    const due: Partial<StateMeta> = this.#meta ?? this.#expect
    for (const field of ['id', 'station', 'epoch', 'at', 'scope'] as const) {
      if (due[field] !== undefined && meta[field] !== due[field]) throw unreadable(STATE, `another ${field}`)
    }
    if (head.part !== this.#parts) throw unreadable(STATE, 'part')
    this.#meta ??= meta
  }

  async *#rows(
    file: string,
    data: Uint8Array,
    blobs: ReadonlyMap<string, Uint8Array>,
  ): AsyncGenerator<StateRow> {
    const named = new Set<string>()
    const blob = (spelt: object) => {
      const name = onlyKey(spelt, '$blob')
      const bytes = name === undefined ? undefined : blobs.get(name)
      if (name === undefined || bytes === undefined) return undefined
      if (!named.has(name) && hex(sha256(bytes)) !== name) throw unreadable(STATE, 'blob sha256')
      named.add(name)
      return bytes
    }
    let group: { table: string; schema: number } | undefined
    for await (const line of linesOf(STATE, [data], PART_LIMIT)) {
      if (group !== undefined && !this.#isWanted(group.table)) {
        this.#counts.set(group.table, (this.#counts.get(group.table) ?? 0) + 1)
        continue
      }
      const value = parseJson(STATE, line, PART_LIMIT)
      if (group === undefined) {
        group = this.#group(file, value)
        continue
      }
      yield { ...group, row: readRow(STATE, value, blob) }
      this.#counts.set(group.table, (this.#counts.get(group.table) ?? 0) + 1)
    }
    if (group === undefined) throw unreadable(STATE, 'group')
    if (this.#isWanted(group.table) && named.size !== blobs.size) throw unreadable(STATE, 'blob without row')
  }

  #group(file: string, value: unknown): { table: string; schema: number } {
    const found = groupSchema.safeParse(value)
    if (!found.success || file !== `${found.data.table}.ndjson`) throw unreadable(STATE, 'group')
    const { table } = found.data
    if (table !== this.#table && this.#counts.has(table)) throw unreadable(STATE, 'table twice')
    this.#table = table
    this.#counts.set(table, this.#counts.get(table) ?? 0)
    return found.data
  }

  #end(data: Uint8Array, blobs: ReadonlyMap<string, Uint8Array>): void {
    const { counts } = decodeJson(endFormat, data)
    const same = Object.entries(counts).every(([table, count]) => this.#counts.get(table) === count)
    if (!same || Object.keys(counts).length !== this.#counts.size || blobs.size > 0) {
      throw unreadable(STATE, 'count')
    }
    this.#ended = true
  }
}
