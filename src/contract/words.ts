/** What a person reads, in both languages. */
export interface Words {
  readonly id: string
  readonly en: string
}

/** Words by key, in one language. */
export function inLanguage<Key extends string>(
  words: Readonly<Record<Key, Words>>,
  language: keyof Words,
): Readonly<Record<Key, string>> {
  const entries = Object.entries<Words>(words).map(([key, spelt]) => [key, spelt[language]])
  return Object.fromEntries(entries) as Record<Key, string>
}
