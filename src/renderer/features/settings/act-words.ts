import { type ActWord, ACT_WORDS } from '../../../contract/act-words.ts'

/** Every act that has words; rooms have no hyphen in their names. */
export const ACTS: readonly { readonly act: string; readonly word: ActWord }[] = (
  Object.keys(ACT_WORDS) as ActWord[]
).map((word) => ({ act: word.replace('-', '.'), word }))
