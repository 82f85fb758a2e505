import type { Biodata } from '../../contract/biodata.ts'
import { type Draft, type Slot, slotSchema } from '../../contract/enrolment.ts'
import { saveCapture } from '../enrolment/draft/captures.ts'
import { confirmBiodata, saveBiodata, setTruth } from '../enrolment/draft/fields.ts'
import { approvePhoto } from '../enrolment/draft/photo-approval.ts'
import { startDraft } from '../enrolment/draft/start.ts'
import type { Station } from '../station.ts'
import { sampleJpeg, samplePng } from './images.ts'

const two = (value: number) => String(value).padStart(2, '0')

const DIGITS = ['NOL', 'SATU', 'DUA', 'TIGA', 'EMPAT', 'LIMA', 'ENAM', 'TUJUH', 'DELAPAN', 'SEMBILAN']

const SYLLABLES = ['BA', 'CI', 'DU', 'FE', 'GO', 'HI', 'KU', 'LE', 'MO', 'RI']

/** Mothers differ, so that no sample person is taken for another. */
function motherOf(n: number): string {
  const mixed = String((Math.imul(n, 2654435761) >>> 0) % 1e8).padStart(8, '0')
  return Array.from(mixed, (digit) => SYLLABLES[Number(digit)]).join('')
}

/** The n-th sample person (from 1): plainly a sample, sound NIK of Rasanae Barat, a NIK of their own for the first 270,000. */
export function sampleBiodata(n: number): Biodata {
  const day = two(1 + (Math.floor(n / 9999) % 27))
  return {
    nik: `527201${day}0385${String((n % 9999) + 1).padStart(4, '0')}`,
    kk: '5272011703070001',
    nama: `CONTOH ${Array.from(String(n), (digit) => DIGITS[Number(digit)]).join(' ')}`,
    tempatLahir: 'BIMA',
    tanggalLahir: `1985-03-${day}`,
    jenisKelamin: '1',
    golonganDarah: '13',
    agama: '1',
    statusPerkawinan: '2',
    pekerjaan: '9',
    pendidikan: '5',
    kewarganegaraan: '1',
    cacat: '7',
    shdk: '1',
    alamat: 'JALAN CONTOH NOMOR 1',
    rt: '001',
    rw: '002',
    desaKelurahan: '52.72.01.1001',
    namaIbu: motherOf(n),
  }
}

/** Strokes of a signature as the pad gives them. */
export const SAMPLE_STROKES = Buffer.from(
  JSON.stringify([{ penColor: 'black', points: [{ x: 1, y: 2, time: 3, pressure: 0.5 }] }]),
)

/** A capture that a slot takes; different for each seed. */
export function sampleCapture(slot: Slot, seed = 1): Uint8Array {
  if (slot === 'signature-strokes') return SAMPLE_STROKES
  if (slot === 'photo-original') return sampleJpeg(640, 480, seed)
  if (slot === 'photo') return sampleJpeg(480, 640, seed)
  return samplePng(200, 160, seed)
}

/** What only some people need. */
const EXTRA = /^(?:signature-thumb|exception-photo|second-.*-(?:thumb|middle|ring|little))$/

/** All slots that the desk fills itself: the crop is made from the original. */
export const CAPTURED = slotSchema.options.filter((slot) => slot !== 'photo' && !EXTRA.test(slot))

/** Records the n-th sample person up to the review: nothing is missing any more. Every call is one durable save. */
export async function completeDraft(station: Station, n: number): Promise<Draft> {
  const { id } = await startDraft(station, sampleBiodata(n).nik)
  await saveBiodata(station, id, sampleBiodata(n))
  await confirmBiodata(station, id, true)
  for (const slot of CAPTURED)
    await saveCapture(station, id, slot, sampleCapture(slot, n), { device: 'CONTOH', attempts: 1 })
  await approvePhoto(station, id, true)
  return setTruth(station, id, true)
}
