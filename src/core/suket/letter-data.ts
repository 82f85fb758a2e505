import type { Biodata } from '../../contract/biodata.ts'
import type { Paper } from '../../contract/suket.ts'
import type { Letterhead } from '../paper/index.ts'
import { longDay, shortDay } from './days.ts'
import type { Terms } from './policy.ts'

/** Everything that the letter shows; rendering needs nothing else. */
export interface LetterData {
  readonly head: Letterhead
  readonly paper: Paper
  readonly number: string
  readonly rows: readonly (readonly [label: string, value: string])[]
  readonly paragraphs: readonly string[]
  readonly place: string
  /** yyyy-mm-dd */
  readonly day: string
  readonly signer: {
    readonly title: string
    readonly name: string
    readonly nip: string
    /** Line above the title of who signs for another: `a.n. KEPALA DINAS`. */
    readonly onBehalfOf?: string | undefined
    /** `qr`: as the first layouts had it, the QR in the place of every signature. */
    readonly signs: 'wet' | 'electronic' | 'qr'
  }
  readonly holder: string
  readonly photo: { readonly bytes: Uint8Array; readonly media: string } | null
  readonly qr: string
  /** Status code in the corner, e.g. SFE or PRR. */
  readonly code: string
}

/** Words of the person's codes, looked up by the caller in the official lists. */
export interface PersonWords {
  readonly sex: string
  readonly religion: string
  readonly marital: string
  readonly occupation: string
  readonly nationality: string
  readonly village: string
  readonly district: string
}

/** What a customary birth date stands for, as the letter says it. */
function unknownPart({ lahirDiketahui }: Biodata): string {
  if (lahirDiketahui === undefined) return ''
  return lahirDiketahui === 'tahun' ? ' (tanggal dan bulan tidak diketahui)' : ' (tanggal tidak diketahui)'
}

/** The person's block, in the order of 471.13/10231/Dukcapil (FACTS: Suket). */
export function personRows(biodata: Biodata, words: PersonWords): [string, string][] {
  return [
    ['NIK', biodata.nik],
    ['Nama Lengkap', biodata.nama.toLocaleUpperCase('id')],
    [
      'Tempat/Tanggal Lahir',
      `${biodata.tempatLahir.toLocaleUpperCase('id')}, ${shortDay(biodata.tanggalLahir)}${unknownPart(biodata)}`,
    ],
    ['Jenis Kelamin', words.sex],
    ['Alamat', biodata.alamat.toLocaleUpperCase('id')],
    ['   RT/RW', `${biodata.rt}/${biodata.rw}`],
    ['   Kel/Desa', words.village.toLocaleUpperCase('id')],
    ['   Kecamatan', words.district.toLocaleUpperCase('id')],
    ['Agama', words.religion],
    ['Status Perkawinan', words.marital],
    ['Pekerjaan', words.occupation],
    ['Kewarganegaraan', words.nationality],
  ]
}

const UNITS = ['', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan'] as const

/** 1 to 99 in Indonesian words, as letters say counts: `6 (enam)`. */
export function countWords(count: number): string {
  const [tens, units] = [Math.floor(count / 10), UNITS[count % 10]!]
  if (count === 10) return 'sepuluh'
  if (count === 11) return 'sebelas'
  if (tens === 0) return units
  if (tens === 1) return `${units} belas`
  return `${UNITS[tens]} puluh ${units}`.trim()
}

function validity({ months, until }: Pick<Terms, 'months' | 'until'>, expiresOn: string): string {
  if (until === 'card')
    return 'Surat keterangan ini berlaku sejak tanggal diterbitkan sampai KTP-el diterima oleh yang bersangkutan.'
  return (
    `Surat keterangan ini berlaku selama ${months} (${countWords(months)}) bulan sejak tanggal diterbitkan, sampai dengan ` +
    `${longDay(expiresOn)}, atau sampai KTP-el diterima oleh yang bersangkutan.`
  )
}

/** The statement, its uses and its validity. `region` is the kabupaten or kota with its kind, e.g. `Kota Bima`. */
export function statement(
  region: string,
  terms: Pick<Terms, 'months' | 'until'>,
  expiresOn: string,
): string[] {
  return [
    'Yang bertanda tangan di bawah ini menerangkan bahwa penduduk dengan data tersebut di atas benar-benar telah melakukan ' +
      `perekaman KTP-el dan yang bersangkutan telah terdata dalam database kependudukan ${region}.`,
    'Surat keterangan ini berlaku sebagai pengganti KTP-el untuk kepentingan Pemilu, Pemilukada, Pilkades, perbankan, ' +
      'imigrasi, kepolisian, asuransi, BPJS, pernikahan, dan lain-lain.',
    validity(terms, expiresOn),
    'Demikian surat keterangan ini dibuat untuk dipergunakan sebagaimana mestinya.',
  ]
}
