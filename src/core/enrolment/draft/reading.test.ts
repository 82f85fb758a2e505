import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { decodeCapture } from '../../../formats/capture/capture.ts'
import { openPacket } from '../../../formats/packet/packet.ts'
import { BIODATA_FIELDS } from '../../../contract/biodata.ts'
import { completeDraft, openTestStation, sampleBiodata, type TestStation } from '../../testing/index.ts'
import { recordingOf } from '../recording/show.ts'
import { packetPath } from '../seal/paths.ts'
import { sealDraft } from '../seal/seal.ts'
import { existingDraft } from './edit.ts'
import { beginReading, confirmBiodata, confirmField, giveReasons, saveBiodata, setTruth } from './fields.ts'
import { reviewDraft } from './review-draft.ts'
import { startDraft } from './start.ts'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation()
})
afterEach(() => open.close())

const person = sampleBiodata(1)
const filled = BIODATA_FIELDS.filter((field) => person[field] !== undefined)

test('field by field: the last one that is right confirms the whole; a change opens that field alone again', async () => {
  const { station } = open
  const { id } = await startDraft(station, person.nik)
  await expect(confirmField(station, id, 'nama', true)).rejects.toMatchObject({
    code: 'ENROLMENT-INCOMPLETE',
  })
  await saveBiodata(station, id, person)
  await beginReading(station, id)
  let draft = await confirmField(station, id, 'nama', true)
  for (const field of filled) {
    expect(draft.confirmed).toBe(false)
    draft = await confirmField(station, id, field, true)
  }
  expect(draft).toMatchObject({ confirmed: true, confirmedFields: filled })
  draft = await saveBiodata(station, id, { nama: 'CONTOH SATOE' })
  expect(draft.confirmed).toBe(false)
  expect(draft.confirmedFields).toEqual(filled.filter((field) => field !== 'nama'))
  expect(draft.called).toEqual(person)
  expect((await confirmField(station, id, 'nama', true)).confirmed).toBe(true)
  expect((await confirmField(station, id, 'rt', false)).confirmed).toBe(false)
})

test('a warning stands with its reason; corrections and reasons are in the packet, with what was read first', async () => {
  const { station, dinas } = open
  const { id } = await completeDraft(station, 1)
  await saveBiodata(station, id, { tanggalLahir: '1985-03-02', nama: 'CONTOH SATOE' })
  await confirmBiodata(station, id, true)
  await setTruth(station, id, true)
  const blocking = () => reviewDraft(station, station.read, existingDraft(station.read, id)).blocking
  expect(blocking()).toEqual([{ code: 'REASON-MISSING', step: 'biodata', field: 'nik' }])
  await expect(sealDraft(station, id)).rejects.toMatchObject({
    code: 'ENROLMENT-INCOMPLETE',
    params: { missing: 'alasan atas peringatan biodata' },
  })
  const given = { 'NIK-BIRTHDATE-MISMATCH': 'tanggal dibetulkan dengan akta' }
  expect((await giveReasons(station, id, given)).reasons).toEqual(given)
  expect(blocking()).toEqual([])
  expect((await giveReasons(station, id, { 'NIK-BIRTHDATE-MISMATCH': null })).reasons).toEqual({})
  await giveReasons(station, id, given)
  await sealDraft(station, id)
  const { sealedAt } = recordingOf(station.read, id)!
  const { members } = openPacket(readFileSync(packetPath(station, id, sealedAt)), [dinas.datacenter.identity])
  expect(decodeCapture(members.get('capture.json')!)).toMatchObject({
    corrections: [
      { field: 'nama', old: 'CONTOH SATU', new: 'CONTOH SATOE' },
      { field: 'tanggalLahir', old: '1985-03-01', new: '1985-03-02' },
    ],
    reasons: [{ code: 'NIK-BIRTHDATE-MISMATCH', why: 'tanggal dibetulkan dengan akta' }],
  })
})
