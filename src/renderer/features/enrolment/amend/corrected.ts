import {
  BIODATA_FIELDS,
  type Biodata,
  type BiodataDraft,
  type BiodataField,
  type BiodataProblem,
  completeBiodata,
  tidyBiodata,
} from '../../../../contract/biodata.ts'
import { toStored } from '../biodata/as-typed.ts'
import { storedBirth } from '../biodata/birth.ts'
import { type FormField, formFields } from '../biodata/fields.ts'

/** A field that is being corrected, as it is typed. */
export interface Typed {
  readonly field: BiodataField
  readonly text: string
}

/** All fields of the form, a foreigner's too. */
export const ALL_FIELDS: readonly FormField[] = formFields({ kewarganegaraan: '2' })

/** What a field is on the form. */
export function formField(name: BiodataField): FormField {
  return ALL_FIELDS.find((field) => field.name === name)!
}

/** What takes a value away, as a dash does on a paper form. */
const NOTHING = /^[-–]$/

/**
 * What typed corrections change, tidy as it is sealed, and what is wrong with the result. An empty text changes nothing; a dash takes the
 * value away.
 */
export function corrected(
  biodata: Biodata,
  rows: readonly Typed[],
): {
  changes: { field: BiodataField; old: string; new: string }[]
  problems: { field: BiodataField; code: string }[]
} {
  const typed = rows.filter(({ text }) => text.trim() !== '')
  const stored = Object.assign(
    {},
    ...typed.map(({ field, text }) => {
      if (NOTHING.test(text.trim())) return { [field]: '' }
      if (field !== 'tanggalLahir') return { [field]: toStored(formField(field), text) }
      return (
        storedBirth(text.trim()) ?? { tanggalLahir: toStored(formField(field), text), lahirDiketahui: '' }
      )
    }),
  ) as BiodataDraft
  const after = tidyBiodata({ ...(biodata as BiodataDraft), ...stored })
  const result = completeBiodata(after)
  const isBirth = typed.some(({ field }) => field === 'tanggalLahir')
  const fields = [...typed.map(({ field }) => field), ...(isBirth ? (['lahirDiketahui'] as const) : [])]
  const changes = fields
    .map((field) => ({ field, old: biodata[field] ?? '', new: after[field] ?? '' }))
    .filter((change) => change.old !== change.new)
  return { changes, problems: result.ok ? [] : named(result.problems) }
}

function named(problems: readonly BiodataProblem[]): { field: BiodataField; code: string }[] {
  return problems.flatMap(({ field, code }) => {
    const known = BIODATA_FIELDS.find((name) => name === field)
    return known ? [{ field: known, code }] : []
  })
}
