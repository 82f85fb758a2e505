/**
 * A process that records people as a desk does until it is killed, or the last one is sealed: `node desk-child.ts STATION-FOLDER KEY-HEX FIRST-PERSON SEED [LAST-PERSON]`. Keys are
 * typed letter by letter, people come with all fingers, without one, with a thumb for their signature, or are parked and come back. Says
 * `step NAME` before each act and `done JSON` once it was acknowledged, as enrol-child.ts does.
 */
import type { Slot } from '../../contract/enrolment.ts'
import { STEPS } from '../../contract/step.ts'
import { captureFromDevice } from '../enrolment/devices/capture.ts'
import { isFault } from '../../lib/fault.ts'
import { addDocument } from '../enrolment/documents/documents.ts'
import { saveCapture } from '../enrolment/draft/captures.ts'
import { confirmBiodata, goTo, saveBiodata, setTruth } from '../enrolment/draft/fields.ts'
import { parkDraft, returnDraft } from '../enrolment/draft/park.ts'
import { approvePhoto } from '../enrolment/draft/photo-approval.ts'
import { startDraft } from '../enrolment/draft/start.ts'
import { setException, setPhotoOnly } from '../enrolment/exceptions/note.ts'
import { sealDraft } from '../enrolment/seal/seal.ts'
import type { CaptureDevice } from '../ports.ts'
import type { Station } from '../station.ts'
import { Chance } from './chance.ts'
import { sampleJpeg } from './images.ts'
import { reopenStation } from './reopen-station.ts'
import { sampleBiodata, sampleCapture } from './sample-people.ts'

const META = { device: 'CONTOH', attempts: 1 }

async function say<T>(name: string, work: () => Promise<T>): Promise<T> {
  process.stdout.write(`step ${name}\n`)
  for (;;) {
    try {
      const result = await work()
      process.stdout.write(`done ${JSON.stringify(result)}\n`)
      return result
    } catch (error) {
      // Frozen for longer than an image may take: the operator tries again.
      if (!isFault(error, 'CAPTURE-UNREADABLE') && !isFault(error, 'DOCUMENT-UNREADABLE')) throw error
    }
  }
}

/** The form, field by field; the name letter by letter. */
async function type(station: Station, id: string, n: number): Promise<void> {
  const { nik: _, nama, ...rest } = sampleBiodata(n)
  for (let length = 1; length <= nama.length; length += 2) {
    await say('key', () => saveBiodata(station, id, { nama: nama.slice(0, length) }))
  }
  await say('key', () => saveBiodata(station, id, { nama }))
  for (const [field, value] of Object.entries(rest)) {
    await say('key', () => saveBiodata(station, id, { [field]: value }))
  }
  await say('confirm', () => confirmBiodata(station, id, true))
}

async function recordOne(station: Station, n: number, chance: Chance): Promise<void> {
  const { id } = await say('start', () => startDraft(station, sampleBiodata(n).nik))
  const to = (step: (typeof STEPS)[number]) => say('go-to', () => goTo(station, id, step))
  const read = (...slots: Slot[]) =>
    say('capture', async () => (await captureFromDevice(station, id, slots)).draft)
  const except = (slot: Slot) => say('except', () => setException(station, id, slot, 'CONTOH: tidak ada'))
  await type(station, id, n)
  await to('photo')
  await say('capture', () =>
    saveCapture(station, id, 'photo-original', sampleCapture('photo-original', n), META),
  )
  await say('approve', () => approvePhoto(station, id, true))
  await to('signature')
  if (chance.oneIn(3)) await read('signature-thumb')
  else await say('capture', () => saveCapture(station, id, 'signature', sampleCapture('signature', n), META))
  await to('fingers')
  if (chance.oneIn(4)) {
    await say('park', () => parkDraft(station, id, { reason: 'Anak lelah', phone: '', callOn: null }))
    await say('back', () => returnDraft(station, id))
  }
  if (chance.oneIn(3)) await except('finger-left-little')
  await read('finger-right-index', 'finger-right-middle')
  await read('finger-right-ring', 'finger-right-little')
  await read('finger-left-index', 'finger-left-thumb')
  await to('irises')
  if (chance.oneIn(2)) await read('iris-left', 'iris-right')
  else {
    await except('iris-left')
    await except('iris-right')
  }
  await to('documents')
  await say('document', () => addDocument(station, id, 'kk', sampleJpeg(640, 480, n)))
  await to('second')
  await read('second-right-index', 'second-left-index')
  // Whatever is open has one reason, so that the person is sealed.
  await say('photo-only', () => setPhotoOnly(station, id, 'CONTOH: tidak terbaca'))
  await to('review')
  await say('truth', () => setTruth(station, id, true))
  await say('seal', () => sealDraft(station, id))
}

const [folder = '', key = '', first = '1', seed = '1', last = 'Infinity'] = process.argv.slice(2)
const { station, ports } = reopenStation(folder, Buffer.from(key, 'hex'), `desk ${first}`)
const chance = new Chance(Number(seed))
/** Gives an image at once: what is tried here is what becomes of it. */
const scanner = (kind: CaptureDevice['kind']): CaptureDevice => ({
  id: `contoh-${kind}`,
  kind,
  name: 'CONTOH',
  state: async () => 'ready',
  capture: async ({ slots }) => ({
    results: slots.map((slot) => ({
      slot,
      image: sampleCapture(slot as Slot, Number(first)),
      media: 'image/png',
      score: chance.between(20, 90),
    })),
  }),
})
const scanners = [scanner('finger'), scanner('iris')]
Object.assign(ports, { devices: { find: async () => scanners } })
for (let n = Number(first); n <= Number(last); n++) await recordOne(station, n, chance)
process.exit(0)
