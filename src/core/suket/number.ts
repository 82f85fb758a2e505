import { refuse } from '../refuse.ts'
import type { WriteTx } from '../db/handles.ts'

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'] as const

/**
 * A letter's number from the profile's template: `{seq}` (5 digits), `{unit}`, `{month-roman}`, `{month}`, `{year}`.
 * `day` is yyyy-mm-dd. Source: FACTS, number class 471.13 (newer 400.8.x), hence a template.
 */
export function renderNumber(template: string, parts: { seq: number; unit: string; day: string }): string {
  const [year, month] = parts.day.split('-') as [string, string]
  const values: Record<string, string> = {
    seq: String(parts.seq).padStart(5, '0'),
    unit: parts.unit,
    'month-roman': ROMAN[Number(month) - 1] ?? '',
    month,
    year,
  }
  return template.replaceAll(/\{([a-z-]+)\}/g, (whole, name: string) => {
    const value = values[name]
    if (value === undefined) throw refuse('FORMAT-UNREADABLE', { format: `profile number template ${whole}` })
    return value
  })
}

/**
 * Takes the next sequence number of (epoch, issuer, year), in the caller's transaction: gapless, because the letter that uses it
 * is written in the same transaction. Starts at 1, or above the last number on paper that a restore entered.
 */
export function takeNumber(tx: WriteTx, register: { epoch: string; issuer: string; year: number }): number {
  const row = tx.get<{ last: number }>(
    'SELECT last FROM register WHERE epoch = :epoch AND issuer = :issuer AND year = :year',
    register,
  )
  const seq = (row?.last ?? 0) + 1
  tx.run(
    `INSERT INTO register (epoch, issuer, year, last) VALUES (:epoch, :issuer, :year, :seq)
     ON CONFLICT (epoch, issuer, year) DO UPDATE SET last = excluded.last`,
    { ...register, seq },
  )
  return seq
}
