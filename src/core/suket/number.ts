import { refuse } from '../refuse.ts'

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'] as const

/**
 * A letter's number from the profile's template: `{seq}` (5 digits; `{seq:3}` another width), `{unit}`, `{month-roman}`, `{month}`,
 * `{year}`. `day` is yyyy-mm-dd. Source: FACTS, number class 471.13 (newer 400.8.x), hence a template.
 */
export function renderNumber(template: string, parts: { seq: number; unit: string; day: string }): string {
  const [year, month] = parts.day.split('-') as [string, string]
  const values: Record<string, string> = {
    unit: parts.unit,
    'month-roman': ROMAN[Number(month) - 1] ?? '',
    month,
    year,
  }
  return template.replaceAll(/\{([a-z-]+)(?::([1-9]))?\}/g, (whole, name: string, width?: string) => {
    if (name === 'seq') return String(parts.seq).padStart(Number(width ?? 5), '0')
    const value = width === undefined ? values[name] : undefined
    if (value === undefined) throw refuse('FORMAT-UNREADABLE', { format: `profile number template ${whole}` })
    return value
  })
}
