import type { Biodata } from '../../../contract/biodata.ts'
import type { ProfileFields } from '../../../formats/profile/profile.ts'
import { samplePerson } from './recorded.ts'

export interface Difficult {
  readonly what: string
  readonly person: Biodata
  /** Index among `signersOf`. */
  readonly signer: number
}

const one = (n: number, what: string, change: Partial<Biodata>, signer = 0): Difficult => {
  const person = samplePerson(1)
  return {
    what,
    signer,
    person: { ...person, ...change, nik: `${person.nik.slice(0, 12)}${String(n).padStart(4, '0')}` },
  }
}

/** Residents whose letters are hard to lay out: each would break a letter that was made for the first one. */
export const DIFFICULT: readonly Difficult[] = [
  one(1, 'everything short', { nama: 'A', alamat: 'JL' }),
  one(2, 'a name of sixty letters and a long address', {
    nama: 'CONTOH DENGAN NAMA YANG SANGAT PANJANG SEKALI SAMPAI BATASNYA',
    alamat:
      'JALAN CONTOH YANG PANJANG SEKALI NOMOR 123, DI BELAKANG GEDUNG CONTOH YANG LAMA, GANG KEDUA SEBELAH KIRI',
  }),
  one(3, 'one word without a place to break it', { nama: 'CONTOH'.repeat(9), alamat: 'JALAN'.repeat(18) }),
  one(4, 'diacritics of every kind', {
    nama: 'RENÉE ÑUÑEZ ÅNGSTRÖM ŁUKASZ NGUYỄN ÇELİK',
    tempatLahir: "PANA'AN",
    alamat: 'JL. ŠĪN ŐRSI – “BLOK Ø” NO. 7',
  }),
  one(5, 'a Camat who signs for another, electronically', { nama: 'CONTOH LIMA' }, 1),
  one(
    6,
    'more lines than a page of the usual size has',
    {
      nama: 'CONTOH ENAM DENGAN NAMA YANG SANGAT PANJANG SAMPAI BATASNYAA',
      alamat: 'JALAN CONTOH YANG SANGAT PANJANG SEKALI NOMOR SERATUS DUA PULUH TIGA '.repeat(4).trim(),
    },
    2,
  ),
]

/** Officials: the head of the office by hand; a Camat for him, electronically, with long titles; and one with a longer name still. */
export function signersOf(profile: ProfileFields): ProfileFields {
  const [head, camat] = profile.signers as [
    ProfileFields['signers'][number],
    ProfileFields['signers'][number],
  ]
  const long = 'Dr. H. CONTOH PEJABAT DENGAN GELAR YANG PANJANG, S.STP., M.Si., M.H.'
  return {
    ...profile,
    signers: [
      head,
      {
        ...camat,
        signs: 'electronic',
        onBehalfOf: 'a.n. KEPALA DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL KOTA BIMA',
      },
      {
        ...camat,
        name: long,
        onBehalfOf: 'a.n. KEPALA DINAS',
        title: 'CAMAT RASANAE BARAT SELAKU PELAKSANA TUGAS (SAMPEL)',
      },
    ],
  }
}
