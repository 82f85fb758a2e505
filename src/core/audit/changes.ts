import type { AuditChange } from '../../contract/audit.ts'
import { maskNik } from '../../contract/nik.ts'

/** Characters of a value, and values of an act, that a list shows. */
const LONGEST = 200
const MOST = 40

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A field may be called as what every object has. */
const own = (values: Json, field: string) => (Object.hasOwn(values, field) ? values[field] : undefined)

function spelt(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const masked = text.replaceAll(/(?<!\d)\d{16}(?!\d)/g, maskNik)
  return masked.length > LONGEST ? `${masked.slice(0, LONGEST)}…` : masked
}

/** Old and new side by side, field by field; of one value alone the field is empty. */
function pairs(old: unknown, now: unknown): AuditChange[] {
  if (!isObject(old) && !isObject(now)) return [{ field: '', old: spelt(old), new: spelt(now) }]
  const [a, b] = [isObject(old) ? old : {}, isObject(now) ? now : {}]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].map((field) => ({
    field,
    old: spelt(own(a, field)),
    new: spelt(own(b, field)),
  }))
}

/** What an act changed, from the JSON that it committed to, as a list shows it: bounded, NIKs masked. */
export function changesOf(json: string): AuditChange[] {
  const values: unknown = JSON.parse(json)
  if (!isObject(values)) return pairs(null, values).slice(0, MOST)
  const { old, new: now, from, to, ...said } = values
  return [
    ...(Object.hasOwn(values, 'old') || Object.hasOwn(values, 'new') ? pairs(old, now) : []),
    ...(Object.hasOwn(values, 'from') || Object.hasOwn(values, 'to') ? pairs(from, to) : []),
    ...pairs(null, said),
  ]
    .filter((change) => change.old !== null || change.new !== null)
    .slice(0, MOST)
}
