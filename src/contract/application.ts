/** What a resident comes for, as form F-1.02 of Permendagri 109/2019 has it, and the recording outside one's domicile. */
import { z } from 'zod'

/** new, moved in, card lost, card damaged, data changed, outside the domicile. */
export const purposeSchema = z.enum(['new', 'moved', 'lost', 'damaged', 'changed', 'outside'])
export type Purpose = z.infer<typeof purposeSchema>
export const PURPOSES: readonly Purpose[] = purposeSchema.options

/**
 * Where the biodata of somebody from elsewhere comes from: their family card, the centre's consolidated data, a letter of their own Dinas,
 * or what they say.
 */
export const biodataSourceSchema = z.enum(['kk', 'centre', 'letter', 'said'])
export type BiodataSource = z.infer<typeof biodataSourceSchema>
export const BIODATA_SOURCES: readonly BiodataSource[] = biodataSourceSchema.options

/** Where the card is collected: where the person was recorded, or at their own Dinas. */
export const collectionSchema = z.enum(['here', 'home'])
export type Collection = z.infer<typeof collectionSchema>
export const COLLECTIONS: readonly Collection[] = collectionSchema.options

export const applicationSchema = z.discriminatedUnion('purpose', [
  z.object({ purpose: z.enum(['new', 'moved', 'lost', 'damaged', 'changed']) }).strict(),
  z
    .object({
      purpose: z.literal('outside'),
      /** Region code of the home kabupaten or kota, as Kepmendagri spells it: `52.71`. */
      home: z.string().regex(/^[0-9]{2}\.[0-9]{2}$/),
      source: biodataSourceSchema,
      collection: collectionSchema,
    })
    .strict(),
])
export type Application = z.infer<typeof applicationSchema>
