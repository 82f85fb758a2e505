import {
  nikBirthDates,
  nikDigits,
  parseNik,
  nikTypingProblem,
  type NikProblem,
  type Sex,
} from '../../../../contract/nik.ts'

/** What can be said of a NIK while it is typed, before anything is asked of the core. */
export type NikFeedback =
  | { readonly state: 'typing'; readonly digits: number }
  | { readonly state: 'wrong'; readonly problem: NikProblem }
  | { readonly state: 'complete'; readonly nik: string; readonly sex: Sex; readonly born: readonly string[] }

/** `today` ISO: a birth date in the future is not offered. */
export function nikFeedback(text: string, today: string): NikFeedback {
  const problem = nikTypingProblem(text)
  if (problem !== null) return { state: 'wrong', problem }
  const parts = parseNik(text)
  if (!parts.ok) return { state: 'typing', digits: nikDigits(text).length }
  return { state: 'complete', nik: parts.nik, sex: parts.sex, born: nikBirthDates(parts, today) }
}
