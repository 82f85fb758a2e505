/** A choice of a list: what is stored, what is shown, and other words that find it. */
export interface Choice {
  readonly value: string
  readonly label: string
  readonly also?: readonly string[]
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

function score(choice: Choice, asked: string): number {
  const label = fold(choice.label)
  if (label === asked) return 0
  if (label.startsWith(asked)) return 1
  if (choice.also?.some((word) => fold(word) === asked)) return 1
  if (label.split(/[^\p{L}\p{N}+-]+/u).some((word) => word.startsWith(asked))) return 2
  if (choice.also?.some((word) => fold(word).startsWith(asked))) return 3
  return label.includes(asked) ? 4 : Number.POSITIVE_INFINITY
}

/**
 * The choices that typed letters mean, best first: the beginning of the title, then of one of its words, then of
 * another spelling, then anywhere. Among equals the official order stays.
 */
export function searchChoices<T extends Choice>(choices: readonly T[], text: string): T[] {
  const asked = fold(text.trim())
  if (asked === '') return [...choices]
  return choices
    .map((choice, order) => ({ choice, order, at: score(choice, asked) }))
    .filter(({ at }) => at !== Number.POSITIVE_INFINITY)
    .toSorted((a, b) => a.at - b.at || a.order - b.order)
    .map(({ choice }) => choice)
}
