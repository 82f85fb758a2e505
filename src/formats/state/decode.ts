import { decryptChunks } from '../../lib/age.ts'
import { concat, hex, release } from '../../lib/bytes.ts'
import { sha256 } from '../../lib/hash.ts'
import { readTar } from '../../lib/tar.ts'
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

/** A part as read from a disk. `bytes`: how long it is, where that is known of a stream. */
export type StatePartInput =
  | Uint8Array
  | { readonly data: Uint8Array | AsyncIterable<Uint8Array>; readonly bytes?: number }

/** Members of a part: a hostile one has no more. */
const MEMBERS = 200_000

/**
 * The rows of a snapshot, table after table, its parts given in order; one part is held at a time. `expect` is held against what the
 * first part says of itself, and what it says is the generator's return value. Apply the rows in one transaction: only the end proves
 * that nothing is missing. Faults AGE-*, TAR-MALFORMED, FORMAT-UNREADABLE {format: 'rekam-state', why}, FORMAT-NEWER.
 */
export async function* decodeState(
  parts: AsyncIterable<StatePartInput> | Iterable<StatePartInput>,
  identities: readonly string[],
  expect: Partial<StateMeta> = {},
): AsyncGenerator<StateRow, StateMeta> {
  const reader = new Reader(expect)
  for await (const part of parts) yield* reader.part(await openPart(part, identities))
  return reader.end()
}

/** What the first part of a snapshot says of it, without reading on. Faults as decodeState. */
export async function readStateMeta(
  first: StatePartInput,
  identities: readonly string[],
): Promise<StateMeta> {
  const [head] = readTar(await openPart(first, identities), { members: MEMBERS, bytes: PART_LIMIT })
  if (head?.name !== headName(1)) throw unreadable(STATE, 'part')
  return metaOf(decodeJson(partFormat, head.data))
}

async function openPart(part: StatePartInput, identities: readonly string[]): Promise<Uint8Array> {
  const { data, bytes } = part instanceof Uint8Array ? { data: part } : part
  const sealed = data instanceof Uint8Array ? data.length : bytes
  const plain = new PlainPart(sealed)
  for await (const chunk of decryptChunks(streamOf(data), { identities: [...identities] })) plain.add(chunk)
  return plain.whole()
}

/** A part's plaintext: once in memory where it is known how long it can be, which is less than it was sealed. */
class PlainPart {
  readonly #whole: Uint8Array | undefined
  readonly #pieces: Uint8Array[] = []
  #held = 0

  constructor(sealed: number | undefined) {
    this.#whole = sealed === undefined ? undefined : new Uint8Array(Math.min(sealed, PART_LIMIT))
  }

  add(chunk: Uint8Array): void {
    if (this.#held + chunk.length > (this.#whole?.length ?? PART_LIMIT))
      throw unreadable(STATE, 'part too long')
    if (this.#whole) {
      this.#whole.set(chunk, this.#held)
      this.#held += chunk.length
      release(chunk)
    } else {
      this.#pieces.push(chunk)
      this.#held += chunk.length
    }
  }

  whole(): Uint8Array {
    return this.#whole?.subarray(0, this.#held) ?? concat(...this.#pieces)
  }
}

async function* streamOf(data: Uint8Array | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (data instanceof Uint8Array) yield data
  else yield* data
}

function metaOf({ id, station, epoch, at, scope }: PartHead): StateMeta {
  return { id, station, epoch, at, scope }
}

class Reader {
  readonly #expect: Partial<StateMeta>
  readonly #counts = new Map<string, number>()
  #meta: StateMeta | undefined
  #parts = 0
  #groups = 0
  #table: string | undefined
  #ended = false

  constructor(expect: Partial<StateMeta>) {
    this.#expect = expect
  }

  async *part(plain: Uint8Array): AsyncGenerator<StateRow> {
    if (this.#ended) throw unreadable(STATE, 'after the end')
    const [head, ...members] = readTar(plain, { members: MEMBERS, bytes: PART_LIMIT })
    this.#parts++
    if (head?.name !== headName(this.#parts)) throw unreadable(STATE, 'part')
    this.#head(decodeJson(partFormat, head.data))
    let blobs = new Map<string, Uint8Array>()
    for (const { name, data } of members) {
      if (this.#ended) throw unreadable(STATE, 'after the end')
      if (name === END_NAME) {
        this.#end(data, blobs)
        continue
      }
      const [folder, file = ''] = name.split('/')
      if (folder !== groupFolder(this.#groups + 1)) throw unreadable(STATE, 'group')
      if (/^[0-9a-f]{64}$/.test(file)) {
        if (hex(sha256(data)) !== file) throw unreadable(STATE, 'blob sha256')
        blobs.set(file, data)
        continue
      }
      this.#groups++
      yield* this.#rows(file, data, blobs)
      blobs = new Map()
    }
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
      if (name !== undefined) named.add(name)
      return name === undefined ? undefined : blobs.get(name)
    }
    let group: { table: string; schema: number } | undefined
    for await (const line of linesOf(STATE, [data], PART_LIMIT)) {
      const value = parseJson(STATE, line, PART_LIMIT)
      if (group === undefined) {
        group = this.#group(file, value)
        continue
      }
      yield { ...group, row: readRow(STATE, value, blob) }
      this.#counts.set(group.table, (this.#counts.get(group.table) ?? 0) + 1)
    }
    if (group === undefined) throw unreadable(STATE, 'group')
    if (named.size !== blobs.size) throw unreadable(STATE, 'blob without row')
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
