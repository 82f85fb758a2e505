/**
 * Biodata as recorded at the desk: the fields of form F-1.01 under their official Indonesian names. Codes are those of
 * codes.ts. `biodataSchema` is what is sealed; `biodataDraftSchema` is what may lie on disk while it is being typed.
 */
import { z } from 'zod'
import {
  AGAMA,
  CACAT,
  GOLONGAN_DARAH,
  JENIS_KELAMIN,
  KEWARGANEGARAAN,
  PENDIDIKAN,
  SHDK,
  STATUS_PERKAWINAN,
} from './codes.ts'
import { isDefaultDate, isoDateSchema, readIsoDate } from './iso-date.ts'
import { kkSchema } from './kk.ts'
import { nikDigits, nikSchema } from './nik.ts'
import { PEKERJAAN } from './occupations.ts'

/** Plain text of at most `max` UTF-16 units: composed, trimmed, no control, format or private characters. */
function text(max: number) {
  return z
    .string()
    .min(1, 'BIODATA-REQUIRED')
    .max(max, 'BIODATA-TEXT')
    .refine((value) => value === tidyText(value) && !/[\p{Cc}\p{Co}\p{Cs}]/u.test(value), 'BIODATA-TEXT')
}

const BIRTH_KNOWN = ['tahun', 'bulan'] as const

/** RT and RW: three digits, 000 where there is none. */
const rtRw = z.string().regex(/^[0-9]{3}$/, 'BIODATA-RT-RW')

/** Region code of a village as `PPKKCCVVVV` in dotted form, e.g. `52.72.01.1001`. */
export const villageCodeSchema = z
  .string()
  .regex(/^[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}$/, 'BIODATA-REGION')

export const biodataSchema = z
  .object({
    nik: nikSchema,
    kk: kkSchema,
    /** As on the family card; the card prints it in capitals. Longer than 60 is a warning, not an error. */
    nama: text(200),
    tempatLahir: text(100),
    tanggalLahir: isoDateSchema,
    /** What of the birth date is known where a customary date stands for it (1 July, 31 December; the 15th); absent: all of it. */
    lahirDiketahui: z.enum(BIRTH_KNOWN).optional(),
    jenisKelamin: JENIS_KELAMIN.schema,
    golonganDarah: GOLONGAN_DARAH.schema,
    agama: AGAMA.schema,
    statusPerkawinan: STATUS_PERKAWINAN.schema,
    pekerjaan: PEKERJAAN.schema,
    pendidikan: PENDIDIKAN.schema,
    kewarganegaraan: KEWARGANEGARAAN.schema,
    cacat: CACAT.schema,
    shdk: SHDK.schema,
    alamat: text(300),
    rt: rtRw,
    rw: rtRw,
    desaKelurahan: villageCodeSchema,
    /** `-` where she is not known. */
    namaIbu: text(200),
    namaAyah: text(200).optional(),
    telepon: z
      .string()
      .regex(/^\+?[0-9]{6,15}$/, 'BIODATA-PHONE')
      .optional(),
    /** For foreigners: country as in the passport, number of the permanent stay permit and the day it ends. */
    negara: text(100).optional(),
    nomorItap: text(50).optional(),
    itapBerlakuHingga: isoDateSchema.optional(),
  })
  .strict()

export type Biodata = z.infer<typeof biodataSchema>
export type BiodataField = keyof Biodata

export const BIODATA_FIELDS = Object.keys(biodataSchema.shape) as readonly BiodataField[]
export const biodataFieldSchema = biodataSchema.keyof()

/** The same fields, each as typed so far; an empty text is a field that was cleared. */
export const biodataDraftSchema = z
  .object(
    Object.fromEntries(BIODATA_FIELDS.map((field) => [field, z.string().max(300).optional()])) as Record<
      BiodataField,
      z.ZodOptional<z.ZodString>
    >,
  )
  .strict()

export type BiodataDraft = z.infer<typeof biodataDraftSchema>

export interface BiodataProblem {
  readonly field: string
  readonly code: string
}

export type BiodataResult =
  | { readonly ok: true; readonly biodata: Biodata }
  | { readonly ok: false; readonly problems: readonly BiodataProblem[] }

/**
 * Tidies a draft, parsed by `biodataDraftSchema` where it comes from a file (spaces, composed letters, separators of NIK, KK and telephone, RT/RW to three digits) and reads it as
 * complete biodata. Otherwise every field that is missing or wrong is named once, in the order of the form.
 */
export function completeBiodata(draft: BiodataDraft): BiodataResult {
  const result = biodataSchema.safeParse(tidyBiodata(draft))
  if (result.success) return { ok: true, biodata: result.data }
  const problems = new Map<string, string>()
  for (const issue of result.error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) problems.set(key, 'BIODATA-UNKNOWN-FIELD')
      continue
    }
    const field = String(issue.path[0] ?? '')
    if (!problems.has(field)) problems.set(field, problemCode(issue, field in draft))
  }
  return { ok: false, problems: [...problems].map(([field, code]) => ({ field, code })) }
}

function problemCode(issue: z.core.$ZodIssue, given: boolean): string {
  if (!given || issue.code === 'invalid_type') return 'BIODATA-REQUIRED'
  return issue.code === 'invalid_value' ? 'BIODATA-CODE' : issue.message
}

/** A draft as it would be sealed; fields that are empty then are left out. */
export function tidyBiodata(draft: BiodataDraft): BiodataDraft {
  const tidy: Record<string, string> = {}
  for (const [field, value] of Object.entries(draft)) {
    if (value === undefined) continue
    const clean = tidyField(field, tidyText(value))
    if (clean !== '') tidy[field] = clean
  }
  // A birth date that was corrected to a whole one is known.
  if (!standsFor(tidy.tanggalLahir, tidy.lahirDiketahui)) delete tidy.lahirDiketahui
  return tidy
}

/** Whether a birth date is the customary one where no more than this is known (FACTS: unknown birth date). */
function standsFor(birthDate: string | undefined, known: string | undefined): boolean {
  const day = readIsoDate(birthDate ?? '')
  if (!day || known === undefined) return false
  return isDefaultDate(day.month, day.day) === (known === 'tahun' ? 'year' : 'month')
}

function tidyField(field: string, value: string): string {
  if (field === 'nik' || field === 'kk') return nikDigits(value)
  if (field === 'telepon') return value.replace(/[\s.\-()]/gu, '')
  if ((field === 'rt' || field === 'rw') && /^[0-9]{1,2}$/.test(value)) return value.padStart(3, '0')
  return value
}

/** Format characters (zero-width, direction) come in by pasting, cannot be seen and would break searching. */
function tidyText(value: string): string {
  return value
    .replace(/\p{Cf}/gu, '')
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim()
}
