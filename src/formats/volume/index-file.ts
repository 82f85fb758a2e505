import { z } from 'zod'
import { tarPadding } from '../../lib/tar.ts'
import { countSchema, seqSchema, sha256Schema, stationSchema } from '../fields.ts'
import { idSchema } from '../id.ts'
import { formatHead, type JsonFormat } from '../json.ts'
import { MEMBER_KINDS, misplaced } from './order.ts'

/** The last member of every volume. */
export const INDEX_NAME = 'INDEX.JSN'

/** A tar header and a tar block. */
export const BLOCK = 512
/** Two zero blocks end a volume. */
export const END = 2 * BLOCK

/** A volume is closed once it has this many bytes: at most one packet more. */
export const VOLUME_LIMIT = 256 << 20

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
    members: z.array(memberSchema).max(200_000),
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

/** Where a member ends: its data and padding. */
export function endOf({ offset, bytes }: Pick<VolumeMember, 'offset' | 'bytes'>): number {
  return offset + bytes + tarPadding(bytes).length
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
