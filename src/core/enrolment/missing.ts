import { SLOT_WORDS } from '../../contract/slot-words.ts'
import type { Words } from '../../contract/words.ts'
import type { Review, Slot } from '../../contract/enrolment.ts'
import type { Fault } from '../../lib/fault.ts'
import { refuse } from '../refuse.ts'

/** Form F-1.01's titles of what a draft can lack. */
const FIELD_WORDS: Readonly<Record<string, Words>> = {
  nik: { id: 'NIK', en: 'NIK' },
  kk: { id: 'nomor KK', en: 'No. KK' },
  nama: { id: 'nama', en: 'name' },
  tempatLahir: { id: 'tempat lahir', en: 'place of birth' },
  tanggalLahir: { id: 'tanggal lahir', en: 'date of birth' },
  lahirDiketahui: { id: 'tanggal lahir', en: 'date of birth' },
  jenisKelamin: { id: 'jenis kelamin', en: 'sex' },
  golonganDarah: { id: 'golongan darah', en: 'blood group' },
  agama: { id: 'agama', en: 'religion' },
  statusPerkawinan: { id: 'status perkawinan', en: 'marital status' },
  pekerjaan: { id: 'pekerjaan', en: 'occupation' },
  pendidikan: { id: 'pendidikan', en: 'education' },
  kewarganegaraan: { id: 'kewarganegaraan', en: 'citizenship' },
  cacat: { id: 'cacat', en: 'disability' },
  shdk: { id: 'hubungan keluarga', en: 'family relation' },
  alamat: { id: 'alamat', en: 'address' },
  rt: { id: 'RT', en: 'RT' },
  rw: { id: 'RW', en: 'RW' },
  desaKelurahan: { id: 'desa/kelurahan', en: 'village' },
  namaIbu: { id: 'nama ibu', en: "mother's name" },
}

const CODE_WORDS: Readonly<Record<string, Words>> = {
  'NOT-CONFIRMED': {
    id: 'biodata belum dibacakan dan dibenarkan',
    en: 'biodata not read aloud and confirmed',
  },
  'REASON-MISSING': {
    id: 'alasan atas peringatan biodata',
    en: 'the reason for a warning of the biodata',
  },
  'ALIKE-UNDECIDED': {
    id: 'keputusan atas rekaman lain yang mirip',
    en: 'a decision on another recording that is alike',
  },
  'ALIKE-SAME': {
    id: 'orang yang sama sudah direkam di sini dengan NIK lain',
    en: 'the same person is recorded here under another NIK',
  },
  PARKED: { id: 'kepastian orangnya setelah dititip', en: 'who came back after parking' },
  'PHOTO-NOT-APPROVED': { id: 'persetujuan penduduk atas foto', en: "the resident's approval of the photo" },
  'TRUTH-MISSING': { id: 'pernyataan kebenaran', en: 'truth statement' },
}

const NAMED = 4

/** What is missing: a field, a slot, or a code of the review. */
export interface Missing {
  readonly field?: string | undefined
  readonly slot?: Slot | undefined
  readonly code?: string | undefined
}

function wordsOf({ field, slot, code = '' }: Missing): Words {
  if (slot) return SLOT_WORDS[slot]
  if (field !== undefined) return FIELD_WORDS[field] ?? { id: field, en: field }
  return CODE_WORDS[code] ?? { id: code, en: code }
}

function list(words: readonly string[], more: string): string {
  const rest = words.length - NAMED
  return words.slice(0, NAMED).join(', ') + (rest > 0 ? more.replace('#', String(rest)) : '')
}

/** ENROLMENT-INCOMPLETE in words: the first few by name, the rest counted. */
export function incomplete(missing: readonly Missing[]): Fault {
  const words = missing.map(wordsOf)
  const id = list(
    words.map((word) => word.id),
    ' dan # lagi',
  )
  const en = list(
    words.map((word) => word.en),
    ' and # more',
  )
  return refuse('ENROLMENT-INCOMPLETE', { missing: id, missingEn: en })
}

/** The same for what blocks a review. */
export function incompleteReview({ blocking }: Review): Fault {
  return incomplete(
    blocking.map(({ field, slot, code }) => (code === 'REASON-MISSING' ? { code } : { field, slot, code })),
  )
}
