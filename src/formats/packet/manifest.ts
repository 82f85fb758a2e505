import { z } from 'zod'
import { keyIdSchema, seqSchema, sha256Schema, stationSchema } from '../fields.ts'
import { idSchema } from '../id.ts'
import { formatHead, type JsonFormat } from '../json.ts'
import { misorder } from './members.ts'

/** A person's recording; a signed correction or completion of one; a test of the recipients' keys. */
export const KINDS = ['recording', 'amendment', 'canary'] as const
export type PacketKind = (typeof KINDS)[number]

/** Members of one packet at most: ten fingers several times over, documents, photos. */
export const MEMBERS = 250

/** What a kind cannot be without. */
const REQUIRED: Record<PacketKind, readonly string[]> = {
  recording: ['biodata.json'],
  amendment: ['amendment.json'],
  canary: ['canary.json'],
}

const schema = z
  .object({
    ...formatHead('rekam-packet'),
    id: idSchema,
    station: stationSchema,
    epoch: idSchema,
    seq: seqSchema,
    kind: z.enum(KINDS),
    /** The packet that this recording takes the place of. */
    supersedes: idSchema.optional(),
    /** The packet that this amendment corrects or completes. */
    amends: idSchema.optional(),
    keyId: keyIdSchema,
    /** The age recipients that can open it. */
    recipients: z
      .array(z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/))
      .min(1)
      .max(10),
    members: z
      .array(
        z.object({
          name: z.string().min(1).max(60),
          sha256: sha256Schema,
          media: z.string().regex(/^[a-z]+\/[a-z0-9.+-]{1,60}$/),
        }),
      )
      .max(MEMBERS),
  })
  .refine(({ kind, amends }) => (kind === 'amendment') === (amends !== undefined), { path: ['amends'] })
  .refine(({ kind, supersedes }) => kind === 'recording' || supersedes === undefined, {
    path: ['supersedes'],
  })
  .refine(({ id, amends, supersedes }) => id !== amends && id !== supersedes, { path: ['id'] })
  .refine(({ members }) => misorder(members.map(({ name }) => name)) === undefined, { path: ['members'] })
  .refine(({ kind, members }) => REQUIRED[kind].every((due) => members.some(({ name }) => name === due)), {
    path: ['members'],
  })

export const manifestFormat: JsonFormat<typeof schema> = {
  name: 'rekam-packet',
  version: 1,
  limit: 128 << 10,
  schema,
}

/** The first member of a packet: what it is, and the digest of everything else in it. */
export type Manifest = z.infer<typeof schema>
