import type { Biodata } from '../../../../contract/biodata.ts'
import type { Draft } from '../../../../contract/enrolment.ts'

/** Biodata of a plain sample person, complete. For tests alone. */
export const sampleBiodata: Biodata = {
  nik: '5272011703850001',
  kk: '5272011203100001',
  nama: 'CONTOH SATU',
  tempatLahir: 'BIMA',
  tanggalLahir: '1985-03-17',
  jenisKelamin: '1',
  golonganDarah: '13',
  agama: '1',
  statusPerkawinan: '2',
  pekerjaan: '15',
  pendidikan: '5',
  kewarganegaraan: '1',
  cacat: '7',
  shdk: '1',
  alamat: 'JALAN CONTOH 1',
  rt: '001',
  rw: '002',
  desaKelurahan: '52.72.01.1001',
  namaIbu: 'CONTOH IBU',
}

/** A draft with what a test cares about. */
export function sampleDraft(more: Partial<Draft>): Draft {
  return {
    id: '0'.repeat(26),
    step: 'biodata',
    biodata: { nik: sampleBiodata.nik },
    confirmed: false,
    amends: null,
    application: null,
    confirmedFields: [],
    called: null,
    reasons: {},
    alike: [],
    parked: null,
    returned: null,
    captures: [],
    exceptions: [],
    documents: [],
    photoApproved: false,
    truth: false,
    createdAt: '2017-03-17T01:00:00.000Z',
    updatedAt: '2017-03-17T01:00:00.000Z',
    ...more,
  }
}
