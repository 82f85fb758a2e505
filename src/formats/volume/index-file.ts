import { z } from 'zod'
import { concat, utf8 } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { countSchema, seqSchema, sha256Schema, stationSchema } from '../fields.ts'
import { idSchema } from '../id.ts'
import { decodeJson, formatHead, type JsonFormat } from '../json.ts'
import { MEMBER_KINDS, misplaced } from './order.ts'

/** The last member of every volume. */
export const INDEX_NAME = 'INDEX.JSN'

/** A tar header and a tar block. */
export const BLOCK = 512
/** Two zero blocks end a volume. */
export const END = 2 * BLOCK

/** A volume is closed once it has this many bytes: at most one packet more. */
export const VOLUME_LIMIT = 256 << 20

/** In one volume. */
const MEMBERS = 200_000

const memberSchema = z.object({
  name: z.string().min(1).max(60),
  /** Of the data, from the start of the volume. */
  offset: countSchema,
  bytes: countSchema,
  sha256: sha256Schema,
  kind: z.enum(MEMBER_KINDS),
})

const schema = z
  .object({
    ...formatHead('rekam-index'),
    station: stationSchema,
    disk: idSchema,
    sequence: seqSchema,
    /** SHA-256 of the bytes of the disk's commit before; null for the first. */
    previous: sha256Schema.nullable(),
    members: z.array(memberSchema).max(MEMBERS),
  })
  .refine(({ members }) => misplaced(members) === undefined, { path: ['members'] })
  .refine(({ members }) => isGapless(members), { path: ['members', 'offset'] })

export const indexFormat: JsonFormat<typeof schema> = {
  name: 'rekam-index',
  version: 1,
  limit: 64 << 20,
  schema,
}

export type VolumeIndex = z.infer<typeof schema>
export type VolumeMember = z.infer<typeof memberSchema>

const LIST = '"members":['
const END_OF_LIST = ']}\n'
const COMMA = 0x2c
/** Bytes of text; a member has 250. */
const PIECE = 16 << 10
const MEMBER =
  /\{"name":"([\w.]{1,60})","offset":(0|[1-9]\d{0,14}),"bytes":(0|[1-9]\d{0,14}),"sha256":"([0-9a-f]{64})","kind":"([a-z]+)"\}/y

/**
 * The index in the bytes, as decodeJson reads it and with its faults. Spelt as `encodeJson` spells it, member after member is taken from the
 * text: the tree of 40,000 of them, their copies and the sets of their keys are several times as long.
 */
export function decodeIndex(bytes: Uint8Array): VolumeIndex {
  return spelt(bytes) ?? decodeJson(indexFormat, bytes)
}

/** Undefined where it is spelt in any other way, or is no index. */
function spelt(bytes: Uint8Array): VolumeIndex | undefined {
  if (bytes.length > indexFormat.limit) return undefined
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const first = text.indexOf(LIST) + LIST.length
  const end = bytes.length - END_OF_LIST.length
  if (first < LIST.length || first > end || text.toString('latin1', end) !== END_OF_LIST) return undefined
  const members = listed(text.subarray(0, end), first)
  const head = members && headOf(bytes.subarray(0, first))
  return head && { ...head, members }
}

function headOf(until: Uint8Array): VolumeIndex | undefined {
  try {
    return decodeJson(indexFormat, concat(until, utf8(END_OF_LIST)))
  } catch (error) {
    if (isFault(error)) return undefined
    throw error
  }
}

/** The members from a place to the end. Names hold on to the text that they are cut from: so it is taken in short pieces. */
function listed(text: Buffer, first: number): VolumeMember[] | undefined {
  const members: VolumeMember[] = []
  let isMore = first < text.length
  for (let at = first; isMore; ) {
    const piece = text.toString('latin1', at, at + PIECE)
    let next = 0
    MEMBER.lastIndex = 0
    for (let found = MEMBER.exec(piece); found; found = MEMBER.exec(piece)) {
      const [, name = '', offset, bytes, sha256 = '', kind] = found
      const known = MEMBER_KINDS.find((one) => one === kind)
      if (known === undefined || members.length === MEMBERS) return undefined
      members.push({ name, offset: Number(offset), bytes: Number(bytes), sha256, kind: known })
      next = MEMBER.lastIndex
      if (piece[next] !== ',') break
      MEMBER.lastIndex++
    }
    at += next
    isMore = text[at] === COMMA
    if (isMore) at++
    if (next === 0 || (!isMore && at !== text.length)) return undefined
  }
  return misplaced(members) !== undefined || !isGapless(members) ? undefined : members
}

/** Where a member ends: its data and padding. */
export function endOf({ offset, bytes }: Pick<VolumeMember, 'offset' | 'bytes'>): number {
  return offset + Math.ceil(bytes / BLOCK) * BLOCK
}

/** Where the index's own data begins in a volume of these members. */
export function indexOffset(members: readonly Pick<VolumeMember, 'offset' | 'bytes'>[]): number {
  const last = members.at(-1)
  return (last === undefined ? 0 : endOf(last)) + BLOCK
}

function isGapless(members: readonly VolumeMember[]): boolean {
  let due = BLOCK
  return members.every((member) => {
    const fits = member.offset === due
    due = endOf(member) + BLOCK
    return fits
  })
}
