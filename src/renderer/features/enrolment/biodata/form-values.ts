import {
  BIODATA_FIELDS,
  type BiodataDraft,
  type BiodataField,
  type BiodataProblem,
} from '../../../../contract/biodata.ts'
import { toField, toStored } from './as-typed.ts'
import { birthInField, storedBirth } from './birth.ts'
import { type FormField, formFields } from './fields.ts'

/** What is known of the birth date is typed with it (birth.ts). */
const FIELDS = BIODATA_FIELDS.filter((name) => name !== 'lahirDiketahui')

/** The form's texts as they stand in the fields. */
export type FormValues = Record<BiodataField, string>

const ALL = new Map<BiodataField, FormField>(
  formFields({ kewarganegaraan: '2' }).map((field) => [field.name, field]),
)

function fieldOf(name: BiodataField): FormField {
  const field = ALL.get(name)
  if (!field) throw new RangeError(`the form has no field ${name}`)
  return field
}

/** The fields as a draft on disk fills them. */
export function startForm(draft: BiodataDraft): FormValues {
  const texts = FIELDS.map((name) => [name, toField(fieldOf(name), draft[name] ?? '')])
  return { ...Object.fromEntries(texts), lahirDiketahui: '', tanggalLahir: birthInField(draft) } as FormValues
}

/** The fields that hold something, as they would lie on disk. */
export function readForm(values: FormValues): BiodataDraft {
  const stored = Object.fromEntries(
    FIELDS.map((name) => [name, toStored(fieldOf(name), values[name] ?? '')]).filter(
      ([, text]) => text !== '',
    ),
  )
  return { ...stored, ...storedBirth(values.tanggalLahir ?? '') }
}

/** The first field of the form that something is wrong with; null when the problems are about none of its fields. */
export function firstField(problems: readonly BiodataProblem[]): BiodataField | null {
  const wrong = new Set(problems.map(({ field }) => field))
  return [...ALL.keys()].find((name) => wrong.has(name)) ?? null
}
