/** What a resident comes for, as form F-1.02 of Permendagri 109/2019 has it, and the recording outside one's domicile. */
import { z } from 'zod'

/** new, moved in, card lost, card damaged, data changed, outside the domicile. */
export const purposeSchema = z.enum(['new', 'moved', 'lost', 'damaged', 'changed', 'outside'])
export type Purpose = z.infer<typeof purposeSchema>
export const PURPOSES: readonly Purpose[] = purposeSchema.options
