/**
 * A process that records people until it is killed: `node enrol-child.ts STATION-FOLDER KEY-HEX FIRST-PERSON`. Says `step NAME` before
 * each step and `done JSON` after it was acknowledged.
 */
import { REQUIRED, SLOTS } from '../enrolment/slots.ts'
import { saveCapture } from '../enrolment/draft/captures.ts'
import { confirmBiodata, goTo, saveBiodata, setTruth } from '../enrolment/draft/fields.ts'
import { setException } from '../enrolment/exceptions/note.ts'
import { approvePhoto } from '../enrolment/draft/photo-approval.ts'
import { startDraft } from '../enrolment/draft/start.ts'
import { sealDraft } from '../enrolment/seal/seal.ts'
import type { Station } from '../station.ts'
import { reopenStation } from './reopen-station.ts'
import { sampleBiodata, sampleCapture } from './sample-people.ts'

/** Two real captures beside the photo; for the rest there are exceptions, so that a round takes a second. */
const TAKEN = ['photo-original', 'signature', 'finger-right-thumb', 'iris-left'] as const

async function say<T>(name: string, work: () => Promise<T>): Promise<T> {
  process.stdout.write(`step ${name}\n`)
  const result = await work()
  process.stdout.write(`done ${JSON.stringify(result)}\n`)
  return result
}

async function recordOne(station: Station, n: number): Promise<void> {
  const { nik, ...rest } = sampleBiodata(n)
  const { id } = await say('start', () => startDraft(station, nik))
  for (const [field, value] of Object.entries(rest)) {
    await say('biodata', () => saveBiodata(station, id, { [field]: value }))
  }
  await say('confirm', () => confirmBiodata(station, id, true))
  await say('go-to', () => goTo(station, id, 'photo'))
  for (const slot of TAKEN) {
    const meta = { device: 'CONTOH', attempts: 1 }
    await say(`capture`, () => saveCapture(station, id, slot, sampleCapture(slot, n), meta))
  }
  const excepted = REQUIRED.filter(
    (slot) => SLOTS[slot].exceptable && !(TAKEN as readonly string[]).includes(slot),
  )
  for (const slot of excepted) await say('except', () => setException(station, id, slot, 'CONTOH: tidak ada'))
  await say('approve', () => approvePhoto(station, id, true))
  await say('truth', () => setTruth(station, id, true))
  await say('seal', () => sealDraft(station, id))
}

const [folder = '', key = '', first = '1'] = process.argv.slice(2)
const { station } = reopenStation(folder, Buffer.from(key, 'hex'), `child ${first}`)
for (let n = Number(first); ; n++) await recordOne(station, n)
