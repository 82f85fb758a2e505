/** The resident list (daftar penduduk) that the Dinas hands out as a file: its import, and the search in it. */
import { z } from 'zod'
import { day, done, empty, instant, procedure, progressSchema } from './base.ts'
import { centralStatusSchema } from './status.ts'
import { sentences } from './sentences.ts'

/** What a column of the Dinas' file can be. */
export const RESIDENT_FIELDS = [
  'nik',
  'kk',
  'name',
  'birthPlace',
  'birthDate',
  'sex',
  'mother',
  'address',
  'rt',
  'rw',
  'village',
] as const
export type ResidentField = (typeof RESIDENT_FIELDS)[number]

/** Fields without which a file is no resident list. */
export const REQUIRED_FIELDS = ['nik', 'name', 'birthDate'] as const satisfies readonly ResidentField[]

export const FIELD_WORDS: Readonly<Record<ResidentField, { readonly id: string; readonly en: string }>> = {
  nik: { id: 'NIK', en: 'NIK' },
  kk: { id: 'No. KK', en: 'Family card no.' },
  name: { id: 'Nama', en: 'Name' },
  birthPlace: { id: 'Tempat lahir', en: 'Place of birth' },
  birthDate: { id: 'Tanggal lahir', en: 'Date of birth' },
  sex: { id: 'Jenis kelamin', en: 'Sex' },
  mother: { id: 'Nama ibu', en: "Mother's name" },
  address: { id: 'Alamat', en: 'Address' },
  rt: { id: 'RT', en: 'RT' },
  rw: { id: 'RW', en: 'RW' },
  village: { id: 'Kelurahan/desa', en: 'Village' },
}

/** Why a row of the file is not taken. Stable: they stand in the file of rows that were left out. */
export const ROW_PROBLEMS = {
  'NIK-MISSING': { id: 'NIK kosong', en: 'the NIK is empty' },
  'NIK-SHAPE': { id: 'NIK tidak sah', en: 'the NIK is not valid' },
  'NIK-ROUNDED': {
    id: 'NIK dibulatkan oleh lembar kerja: angka terakhir hilang',
    en: 'the spreadsheet rounded the NIK: its last digits are lost',
  },
  'NIK-TWICE': {
    id: 'NIK sudah ada di baris lain dengan isi berbeda',
    en: 'another row has this NIK with other data',
  },
  'KK-SHAPE': { id: 'No. KK bukan 16 angka', en: 'the family card number has not 16 digits' },
  'KK-ROUNDED': {
    id: 'No. KK dibulatkan oleh lembar kerja: angka terakhir hilang',
    en: 'the spreadsheet rounded the family card number: its last digits are lost',
  },
  'NAME-MISSING': { id: 'nama kosong', en: 'the name is empty' },
  'TEXT-LONG': { id: 'isi terlalu panjang', en: 'the text is too long' },
  'TEXT-BROKEN': { id: 'ada huruf yang rusak', en: 'some characters are broken' },
  'DATE-SHAPE': { id: 'tanggal lahir tidak dapat dibaca', en: 'the date of birth cannot be read' },
  'SEX-SHAPE': { id: 'jenis kelamin tidak dapat dibaca', en: 'the sex cannot be read' },
} as const
export type RowProblem = keyof typeof ROW_PROBLEMS

/** Which column (from 0) holds which field. */
export const columnsSchema = z
  .partialRecord(z.enum(RESIDENT_FIELDS), z.number().int().min(0).max(199))
  .refine((columns) => REQUIRED_FIELDS.every((field) => columns[field] !== undefined), { path: ['nik'] })
export type Columns = z.infer<typeof columnsSchema>

const path = z.string().min(1).max(4096)
const fieldSchema = z.enum(RESIDENT_FIELDS)

export const residentRowSchema = z.object({
  nik: z.string(),
  kk: z.string(),
  name: z.string(),
  birthPlace: z.string(),
  /** ISO day; '' where the file has none. */
  birthDate: z.string(),
  /** '1' Laki-laki, '2' Perempuan, '' unknown. */
  sex: z.enum(['', '1', '2']),
  mother: z.string(),
  address: z.string(),
  rt: z.string(),
  rw: z.string(),
  village: z.string(),
})
export type ResidentRow = z.infer<typeof residentRowSchema>

/** Who stands at a place of the list: place and a tag of the NIK, so that a list made anew opens nobody else. */
export const residentKeySchema = z.string().regex(/^[1-9][0-9]{0,9}\.[0-9a-f]{16}$/)

/** A resident in a list: the NIK is masked, the key opens the person (`listed`) while this list stands. */
const listedResidentSchema = residentRowSchema
  .pick({ nik: true, name: true, birthDate: true, sex: true, village: true, address: true })
  .extend({
    key: residentKeySchema,
    /** How they were found. */
    fit: z.enum(['whole', 'sound', 'like']),
  })
export type ListedResident = z.infer<typeof listedResidentSchema>

/** Where a page of a search ended: the next one goes on behind it. */
export const searchPlaceSchema = z
  .object({ phase: z.number().int().min(0).max(9), after: z.string().max(40) })
  .strict()
export type SearchPlace = z.infer<typeof searchPlaceSchema>

export const previewSchema = z.object({
  kind: z.enum(['csv', 'xlsx']),
  /** The first row, as the columns' names. */
  header: z.array(z.string()),
  /** The rows after it, as they will be read. */
  sample: z.array(z.array(z.string())),
  /** What each column seems to be, or was said to be the last time that a file had these columns. */
  columns: z.partialRecord(fieldSchema, z.number()),
  remembered: z.boolean(),
  bytes: z.number(),
})
export type ImportPreview = z.infer<typeof previewSchema>

export const importResultSchema = z.object({
  /** Rows of the file that hold something. */
  rows: z.number(),
  added: z.number(),
  changed: z.number(),
  same: z.number(),
  /** No longer in the list, since the file replaces it. */
  removed: z.number(),
  left: z.number(),
  /** How many rows were left out for each reason. */
  problems: z.partialRecord(z.enum(Object.keys(ROW_PROBLEMS) as [RowProblem]), z.number()),
  /** In the list now. */
  total: z.number(),
})
export type ImportResult = z.infer<typeof importResultSchema>

export const residentListContract = {
  /** What the list is, or null where none was ever imported. */
  listState: procedure.input(empty).output(
    z
      .object({
        residents: z.number(),
        importedAt: instant,
        by: z.string(),
        /** Name of the last file. */
        file: z.string(),
        /** Rows of the last file that were left out and can still be saved as a file. */
        left: z.number(),
        villages: z.array(z.string()),
      })
      .nullable(),
  ),
  /** Looks at the beginning of a CSV or XLSX file. RESIDENTS-FILE, RESIDENTS-EMPTY, FILE-*. */
  previewImport: procedure.input(z.object({ path }).strict()).output(previewSchema),
  /**
   * Reads the whole file in the background; the list is the old one until everything of the new one is on the disk. `replace`: who is not in the
   * file is not in the list any more. RESIDENTS-RUNNING, RESIDENTS-CANCELLED, RESIDENTS-FILE, RESIDENTS-NOTHING.
   */
  importList: procedure
    .input(z.object({ path, columns: columnsSchema, mode: z.enum(['add', 'replace']) }).strict())
    .output(importResultSchema),
  importProgress: procedure.input(empty).output(progressSchema.nullable()),
  /** Nothing of the import stays. */
  cancelImport: procedure.input(empty).output(done),
  /** The rows that the last import left out, with reasons, as a CSV file for the Dinas. */
  saveLeftOut: procedure.input(z.object({ path }).strict()).output(z.object({ rows: z.number() })),
  /**
   * As one types: NIK, family card, name (any order, beginnings, other spellings), date or year of birth, village. What fits exactly comes first,
   * then what sounds the same, then slips of the pen; `next` is null at the end.
   */
  search: procedure
    .input(
      z
        .object({
          text: z.string().max(200),
          village: z.string().max(120).optional(),
          from: searchPlaceSchema.optional(),
          limit: z.number().int().min(1).max(200).default(50),
        })
        .strict(),
    )
    .output(
      z.object({
        rows: z.array(listedResidentSchema),
        next: searchPlaceSchema.nullable(),
      }),
    ),
  /** One resident, and what this station has of them. Opening a person is in the audit. NOT-FOUND. */
  listed: procedure
    .input(
      z.union([
        z.object({ key: residentKeySchema }).strict(),
        z.object({ nik: z.string().max(40) }).strict(),
      ]),
    )
    .output(
      z.object({
        resident: residentRowSchema,
        family: z.array(
          z.object({
            key: residentKeySchema,
            nik: z.string(),
            name: z.string(),
            birthDate: day.or(z.literal('')),
          }),
        ),
        recordings: z.array(z.object({ id: z.string(), at: z.string(), status: centralStatusSchema })),
        drafts: z.array(z.object({ id: z.string(), at: z.string() })),
      }),
    ),
}

export const residentListSentences = sentences({
  'RESIDENTS-FILE': [
    'Berkas ini tidak dapat dibaca sebagai daftar: {why}.',
    'Daftar penduduk yang lama tetap dipakai.',
    'Minta Dinas menyimpan daftar sebagai CSV atau XLSX, lalu pilih lagi.',
    'This file cannot be read as a list: {why}.',
    'The resident list is what it was.',
    'Ask the Dinas to save the list as CSV or XLSX, then choose it again.',
  ],
  'RESIDENTS-EMPTY': [
    'Berkas ini tidak berisi baris penduduk.',
    'Daftar penduduk yang lama tetap dipakai.',
    'Pilih berkas yang baris pertamanya berisi nama kolom.',
    'There are no rows of residents in this file.',
    'The resident list is what it was.',
    'Choose a file whose first row holds the names of the columns.',
  ],
  'RESIDENTS-NOTHING': [
    'Tidak ada satu baris pun yang dapat dipakai ({left} ditolak).',
    'Daftar penduduk yang lama tetap dipakai.',
    'Periksa pilihan kolom: NIK, nama, dan tanggal lahir harus tepat.',
    'Not one row could be taken ({left} were left out).',
    'The resident list is what it was.',
    'Check the columns: NIK, name and date of birth must be the right ones.',
  ],
  'RESIDENTS-RUNNING': [
    'Sebuah daftar sedang dimasukkan.',
    'Yang sedang berjalan tidak terganggu.',
    'Tunggu sampai selesai, atau batalkan dahulu.',
    'A list is being imported already.',
    'What is running goes on.',
    'Wait until it ends, or cancel it first.',
  ],
  'RESIDENTS-CANCELLED': [
    'Pemasukan daftar dibatalkan.',
    'Daftar penduduk yang lama tetap dipakai.',
    'Mulai lagi bila perlu.',
    'The import was cancelled.',
    'The resident list is what it was.',
    'Start it again when you need it.',
  ],
  'RESIDENTS-DAMAGED': [
    'Daftar penduduk di komputer ini rusak dan tidak dapat dibaca.',
    'Rekaman, surat dan cadangan tidak terganggu; perekaman tetap dapat dilakukan tanpa daftar.',
    "Masukkan berkas daftar dari Dinas sekali lagi dengan pilihan 'Ganti seluruhnya'.",
    'The resident list on this computer is damaged and cannot be read.',
    'Recordings, letters and backups are not affected; recording works without the list.',
    "Import the Dinas' file again, and choose 'Replace it all'.",
  ],
  'RESIDENTS-NONE': [
    'Belum ada daftar penduduk di komputer ini.',
    'Perekaman tetap dapat dilakukan tanpa daftar.',
    'Masukkan berkas daftar dari Dinas.',
    'There is no resident list on this computer yet.',
    'Recording works without one.',
    "Import the Dinas' file.",
  ],
})
