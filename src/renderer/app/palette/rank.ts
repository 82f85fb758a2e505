/** Small letters without accents. */
function fold(words: string): string {
  return words
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
}

/** How far from the typed words a label is: 0 begins with them, 1 every one begins a word, 2 every one is in it; null for not at all. */
export function distance(typed: string, label: string): 0 | 1 | 2 | null {
  const [asked, said] = [fold(typed.trim()), fold(label)]
  if (said.startsWith(asked)) return 0
  const parts = asked.split(/\s+/)
  const words = said.split(/[^\p{L}\p{N}]+/u)
  if (parts.every((part) => words.some((word) => word.startsWith(part)))) return 1
  return parts.every((part) => said.includes(part)) ? 2 : null
}

/** What fits the typed words, the nearest first, otherwise in the order given; all of it while nothing is typed. */
export function ranked<T extends { readonly label: string; readonly also?: string }>(
  typed: string,
  all: readonly T[],
): T[] {
  if (typed.trim() === '') return [...all]
  return all
    .flatMap((one) => {
      const far = distance(typed, one.label)
      const also = one.also === undefined ? null : distance(typed, one.also)
      if (far !== null) return [{ one, far: far as number }]
      return also === null ? [] : [{ one, far: 3 + also }]
    })
    .toSorted((a, b) => a.far - b.far)
    .map(({ one }) => one)
}
