import { z } from 'zod'
import { lineSchema } from '../fields.ts'
import { idSchema } from '../id.ts'
import { decodeJson, encodeJson, formatHead, type JsonFormat } from '../json.ts'

const SLOT = /^[a-z]+(?:-[a-z]+){0,3}$/

const schema = z
  .object({
    ...formatHead('rekam-amendment'),
    kind: z.enum(['correction', 'supplement', 'approval', 'cancellation']),
    /** The packet that it amends, and the digest of its sealed bytes: the two are one case. */
    amends: idSchema,
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    reason: lineSchema(200),
    at: z.iso.datetime(),
    /** Account and role of who amends. */
    by: lineSchema(64),
    role: z.enum(['operator', 'penyelia', 'teknisi', 'administrator']),
    /** Of a correction: every field with its old and new value; an empty one is a field that is not there. */
    changes: z
      .array(
        z.object({
          field: z.string().regex(/^[a-zA-Z]{1,40}$/),
          old: z.string().max(300),
          new: z.string().max(300),
        }),
      )
      .max(40)
      .optional(),
    /** Of an approval: the exceptions that the supervisor has seen. */
    exceptions: z
      .array(z.object({ slot: z.string().regex(SLOT), reason: lineSchema(200) }))
      .max(40)
      .optional(),
  })
  .refine(({ kind, changes }) => (kind === 'correction') === (changes !== undefined), { path: ['changes'] })
  .refine(({ kind, exceptions }) => (kind === 'approval') === (exceptions !== undefined), {
    path: ['exceptions'],
  })
  .refine(({ kind, role }) => kind !== 'approval' || role === 'penyelia', { path: ['role'] })

const format: JsonFormat<typeof schema> = { name: 'rekam-amendment', version: 1, limit: 64 << 10, schema }

/** What an amendment packet corrects, completes, approves or cancels, and why. */
export type AmendmentRecord = Omit<z.infer<typeof schema>, 'format' | 'version'>

/** The member `amendment.json`. Fault FORMAT-INVALID. */
export function encodeAmendment(record: AmendmentRecord): Uint8Array {
  return encodeJson(format, { format: 'rekam-amendment', version: 1, ...record })
}

/** Reads `amendment.json`. Faults FORMAT-UNREADABLE, FORMAT-NEWER. */
export function decodeAmendment(bytes: Uint8Array): AmendmentRecord {
  const { format: _, version: __, ...record } = decodeJson(format, bytes)
  return record
}
