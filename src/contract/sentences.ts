/** The three lines of a refusal (LOOK: voice): what happened, what is still safe, what the person can do now. */
export interface Lines {
  readonly what: string
  readonly safe: string
  readonly todo: string
}

/** One refusal in both languages; `{name}` stands for a parameter of the fault. */
export interface Sentence {
  readonly id: Lines
  readonly en: Lines
}

/**
 * Declares a room's refusals: `CODE: [Indonesian what, safe, todo, English what, safe, todo]`.
 * Codes are stable: they are printed, searched for and quoted over the telephone.
 */
export function sentences<Code extends string>(
  table: Record<Code, readonly [string, string, string, string, string, string]>,
): Record<Code, Sentence> {
  const out = {} as Record<Code, Sentence>
  for (const code of Object.keys(table) as Code[]) {
    const [what, safe, todo, enWhat, enSafe, enTodo] = table[code]
    out[code] = { id: { what, safe, todo }, en: { what: enWhat, safe: enSafe, todo: enTodo } }
  }
  return out
}
