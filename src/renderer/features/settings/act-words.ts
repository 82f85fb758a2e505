import { settings } from '../../i18n/id/settings.ts'

export type ActWord = keyof typeof settings.acts

/** The key of an act's words; null for an act that has none yet, which is shown by its own name. */
export function actWord(act: string): ActWord | null {
  const key = act.replaceAll('.', '-')
  return Object.hasOwn(settings.acts, key) ? (key as ActWord) : null
}

/** Every act that has words; rooms have no hyphen in their names. */
export const ACTS: readonly { readonly act: string; readonly word: ActWord }[] = (
  Object.keys(settings.acts) as ActWord[]
).map((word) => ({ act: word.replace('-', '.'), word }))
