/** What an official code list is: readonly entries, a zod schema of its codes, and look-ups both ways. */
import { z } from 'zod'

export interface CodeEntry {
  /** Stored and sent as text: a code is a name, not a quantity. */
  readonly code: string
  /** Official Indonesian title. */
  readonly id: string
  readonly en: string
  /** What the card and the Suket print where that is not the title in capitals. */
  readonly card?: string
  /** Other spellings found in files and on old cards; never another meaning. */
  readonly aliases?: readonly string[]
}

export interface CodeList<Code extends string = string> {
  /** In the official order, as selects show it. */
  readonly entries: readonly (CodeEntry & { readonly code: Code })[]
  readonly schema: z.ZodType<Code, Code>
  /** The entry of a code, or undefined. */
  get(code: string): (CodeEntry & { readonly code: Code }) | undefined
  /** The title in the language asked for; a code that is not in the list comes back as itself. */
  title(code: string, language?: 'id' | 'en'): string
  /** The word in capitals for card and Suket. */
  cardWord(code: string): string
  /** The code of a title or alias as written in files, whatever its case and spacing; a bare code is taken too. */
  find(text: string): Code | undefined
}

/** Builds a list. Two entries that cannot be told apart by code, title or alias are a programming error: it throws. */
export function codeList<const T extends readonly CodeEntry[]>(entries: T): CodeList<T[number]['code']> {
  type Code = T[number]['code']
  type Entry = CodeEntry & { readonly code: Code }
  const byCode = new Map<string, Entry>()
  const byText = new Map<string, Code>()
  for (const entry of entries) {
    if (byCode.has(entry.code)) throw new RangeError(`code ${entry.code} stands twice`)
    byCode.set(entry.code, entry)
    const texts = [entry.code, entry.id, ...(entry.aliases ?? [])]
    for (const text of new Set(texts.map(squash))) {
      if (byText.has(text)) throw new RangeError(`${text} stands for two codes`)
      byText.set(text, entry.code)
    }
  }
  return {
    entries,
    schema: z.enum(entries.map((entry): Code => entry.code)),
    get: (code) => byCode.get(code),
    title: (code, language = 'id') => byCode.get(code)?.[language] ?? code,
    cardWord: (code) => {
      const entry = byCode.get(code)
      return entry?.card ?? (entry?.id ?? code).toUpperCase()
    },
    find: (text) => byText.get(squash(text)),
  }
}

/** Spaces carry no meaning in these titles, signs such as + and - do (A+, Laki-laki). */
function squash(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '').toUpperCase()
}
