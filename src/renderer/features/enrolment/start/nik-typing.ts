import { formatNik, nikDigits } from '../../../../contract/nik.ts'

/**
 * The text of a NIK field grouped 6-6-4 while it is typed, and where the caret goes: behind the same digit as before,
 * so that a digit mended in the middle does not throw the caret to the end. Other signs stay for the check to name.
 */
export function groupNik(text: string, caret: number): { text: string; caret: number } {
  const digitsBefore = nikDigits(text.slice(0, caret)).length
  const grouped = formatNik(text)
  let seen = 0
  let at = 0
  while (at < grouped.length && seen < digitsBefore) {
    if (grouped[at] !== ' ') seen += 1
    at += 1
  }
  return { text: grouped, caret: at }
}
