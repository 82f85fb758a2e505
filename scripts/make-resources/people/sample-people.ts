/** The sample people: nobody real, named so that everybody sees it, and each there to show one thing. */
import type { Biodata } from '../../../src/contract/biodata.ts'

export interface SamplePerson {
  /** Name of the folder, `01` to `12`. */
  readonly folder: string
  /** What the person is there for, in one line of the README. */
  readonly shows: string
  readonly head: 'short' | 'long' | 'peci' | 'jilbab'
  readonly biodata: Biodata
}

type Given = Pick<Biodata, 'nik' | 'nama' | 'tanggalLahir' | 'jenisKelamin' | 'alamat' | 'desaKelurahan'> &
  Partial<Biodata>

function biodata(given: Given): Biodata {
  return {
    kk: `527201${given.tanggalLahir.slice(8)}0107${given.nik.slice(12)}`,
    tempatLahir: 'BIMA',
    golonganDarah: '13',
    agama: '1',
    statusPerkawinan: '2',
    pekerjaan: '9',
    pendidikan: '5',
    kewarganegaraan: '1',
    cacat: '7',
    shdk: given.jenisKelamin === '1' ? '1' : '3',
    rt: '001',
    rw: '002',
    namaIbu: 'CONTOH IBU',
    namaAyah: 'CONTOH AYAH',
    ...given,
  }
}

export const SAMPLE_PEOPLE: readonly SamplePerson[] = [
  {
    folder: '01',
    shows: 'nothing special: born in an odd year, red background',
    head: 'short',
    biodata: biodata({
      nik: '5272011703850001',
      nama: 'CONTOH SATU',
      tanggalLahir: '1985-03-17',
      jenisKelamin: '1',
      pekerjaan: '65',
      pendidikan: '8',
      golonganDarah: '4',
      alamat: 'JALAN CONTOH NOMOR 1',
      desaKelurahan: '52.72.01.1001',
      telepon: '081200000001',
    }),
  },
  {
    folder: '02',
    shows: 'a woman (day + 40 in the NIK), even year, blue background',
    head: 'jilbab',
    biodata: biodata({
      nik: '5272025208900002',
      nama: 'CONTOH DUA',
      tanggalLahir: '1990-08-12',
      jenisKelamin: '2',
      pekerjaan: '2',
      alamat: 'JALAN CONTOH NOMOR 2',
      desaKelurahan: '52.72.02.1004',
    }),
  },
  {
    folder: '03',
    shows: 'unknown birth date: 1 July',
    head: 'peci',
    biodata: biodata({
      nik: '5272030107450003',
      nama: 'CONTOH TIGA',
      tanggalLahir: '1945-07-01',
      jenisKelamin: '1',
      statusPerkawinan: '6',
      pendidikan: '1',
      alamat: 'LINGKUNGAN CONTOH',
      desaKelurahan: '52.72.03.1001',
    }),
  },
  {
    folder: '04',
    shows: 'unknown birth date as before 2004: 31 December; widowed',
    head: 'jilbab',
    biodata: biodata({
      nik: '5272047112380004',
      nama: 'CONTOH EMPAT',
      tanggalLahir: '1938-12-31',
      jenisKelamin: '2',
      statusPerkawinan: '6',
      pendidikan: '1',
      pekerjaan: '1',
      shdk: '7',
      alamat: 'LINGKUNGAN CONTOH',
      desaKelurahan: '52.72.04.1003',
    }),
  },
  {
    folder: '05',
    shows: 'only month and year known: the 15th',
    head: 'short',
    biodata: biodata({
      nik: '5272051505620005',
      nama: 'CONTOH LIMA',
      tanggalLahir: '1962-05-15',
      jenisKelamin: '1',
      alamat: 'JALAN CONTOH NOMOR 5',
      desaKelurahan: '52.72.05.1001',
    }),
  },
  {
    folder: '06',
    shows: 'a name of exactly 60 characters and an address of three lines',
    head: 'long',
    biodata: biodata({
      nik: '5272014202890006',
      nama: 'CONTOH ENAM DENGAN NAMA YANG SANGAT PANJANG SAMPAI BATASNYAA',
      tanggalLahir: '1989-02-02',
      jenisKelamin: '2',
      agama: '2',
      statusPerkawinan: '5',
      shdk: '1',
      alamat:
        'PERUMAHAN CONTOH BLOK PANJANG SEKALI NOMOR 123, DI BELAKANG GEDUNG CONTOH YANG LAMA, GANG CONTOH KEDUA SEBELAH KIRI',
      desaKelurahan: '52.72.01.1003',
    }),
  },
  {
    folder: '07',
    shows: 'diacritics in the name and apostrophes in the village',
    head: 'long',
    biodata: biodata({
      nik: '5272026902960007',
      nama: 'RENÉE ÑANDÚ CONTOH TUJUH',
      tanggalLahir: '1996-02-29',
      jenisKelamin: '2',
      agama: '3',
      statusPerkawinan: '1',
      shdk: '4',
      pekerjaan: '74',
      pendidikan: '7',
      alamat: "LINGKUNGAN OI FO'O CONTOH",
      desaKelurahan: '52.72.02.1019',
    }),
  },
  {
    folder: '08',
    shows: 'a foreigner with a permanent stay permit, orange background',
    head: 'short',
    biodata: biodata({
      nik: '5272030911710008',
      nama: 'SAMPLE FOREIGNER DELAPAN',
      tempatLahir: 'SAMPLETOWN',
      tanggalLahir: '1971-11-09',
      jenisKelamin: '1',
      agama: '2',
      kewarganegaraan: '2',
      pekerjaan: '71',
      pendidikan: '9',
      alamat: 'JALAN CONTOH NOMOR 8',
      desaKelurahan: '52.72.03.1006',
      negara: 'NEGARA CONTOH',
      nomorItap: 'CONTOH-0008',
      itapBerlakuHingga: '2030-11-09',
    }),
  },
  {
    folder: '09',
    shows: 'first-timer of 16 or 17, by the date of today',
    head: 'short',
    biodata: biodata({
      nik: '5272042006100009',
      nama: 'CONTOH SEMBILAN PEMULA',
      tanggalLahir: '2010-06-20',
      jenisKelamin: '1',
      statusPerkawinan: '1',
      shdk: '4',
      pekerjaan: '3',
      pendidikan: '4',
      alamat: 'JALAN CONTOH NOMOR 9',
      desaKelurahan: '52.72.04.1001',
    }),
  },
  {
    folder: '10',
    shows: 'moved in: the NIK is of another region and does not follow',
    head: 'jilbab',
    biodata: biodata({
      nik: '5206064510930010',
      nama: 'CONTOH SEPULUH',
      tanggalLahir: '1993-10-05',
      jenisKelamin: '2',
      tempatLahir: 'BIMA',
      pekerjaan: '64',
      pendidikan: '9',
      alamat: 'JALAN CONTOH NOMOR 10',
      desaKelurahan: '52.72.05.1004',
    }),
  },
  {
    folder: '11',
    shows: 'a birth date that was corrected after the NIK was issued on 1 July',
    head: 'peci',
    biodata: biodata({
      nik: '5272020107580011',
      nama: 'CONTOH SEBELAS',
      tanggalLahir: '1958-04-23',
      jenisKelamin: '1',
      agama: '4',
      alamat: 'JALAN CONTOH NOMOR 11',
      desaKelurahan: '52.72.02.1009',
    }),
  },
  {
    folder: '12',
    shows: 'a name of one word, blind',
    head: 'long',
    biodata: biodata({
      nik: '5272056507790012',
      nama: 'CONTOHWATI',
      tanggalLahir: '1979-07-25',
      jenisKelamin: '2',
      agama: '7',
      statusPerkawinan: '4',
      shdk: '1',
      cacat: '2',
      pekerjaan: '88',
      alamat: 'JALAN CONTOH NOMOR 12',
      desaKelurahan: '52.72.05.1010',
    }),
  },
]
