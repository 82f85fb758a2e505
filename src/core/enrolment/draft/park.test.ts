import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Parking } from '../../../contract/enrolment.ts'
import { completeDraft, openTestStation, sampleCapture, type TestStation } from '../../testing/index.ts'
import { captureFromDevice } from '../devices/capture.ts'
import { sealDraft } from '../seal/seal.ts'
import { saveCapture } from './captures.ts'
import { setTruth } from './fields.ts'
import { parkDraft, returnDraft } from './park.ts'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation()
})
afterEach(() => open.close())

const PARKING: Parking = { reason: 'anak lelah', phone: '081234567890', callOn: '2026-11-25' }
const META = { device: 'CONTOH', attempts: 1 }
const draft = (id: string) =>
  open.station.read.get<{ revision: number; step: string }>('SELECT revision, step FROM draft WHERE id = ?', [
    id,
  ])!

test('parked with reason, telephone and a day to call; twice is once, and the next backup sees it', async () => {
  const { id } = await completeDraft(open.station, 1)
  const before = draft(id)
  const [a, b] = await Promise.all([
    parkDraft(open.station, id, PARKING),
    parkDraft(open.station, id, PARKING),
  ])
  expect(a.parked).toEqual({ ...PARKING, at: '2026-11-23T01:00:00.000Z', by: 'operator' })
  expect(b).toEqual(a)
  expect(draft(id)).toEqual({ step: before.step, revision: before.revision + 1 })
  const acts = open.station.read.all("SELECT act FROM audit WHERE act LIKE 'draft.p%ked'")
  expect(acts).toEqual([{ act: 'draft.parked' }])
})

test('nothing is captured, said or sealed for who is not there', async () => {
  const { id } = await completeDraft(open.station, 1)
  await parkDraft(open.station, id, PARKING)
  const parked = { code: 'ENROLMENT-PARKED' }
  await expect(
    saveCapture(open.station, id, 'finger-left-thumb', sampleCapture('finger-left-thumb', 9), META),
  ).rejects.toMatchObject(parked)
  await expect(captureFromDevice(open.station, id, ['finger-left-thumb'])).rejects.toMatchObject(parked)
  await expect(setTruth(open.station, id, false)).rejects.toMatchObject(parked)
  await expect(sealDraft(open.station, id)).rejects.toMatchObject({ code: 'ENROLMENT-INCOMPLETE' })
})

test('the photo and the operator tie who comes back to it; then it is sealed as any other', async () => {
  const { id, captures } = await completeDraft(open.station, 1)
  await parkDraft(open.station, id, PARKING)
  const back = await returnDraft(open.station, id)
  expect(back.parked).toBeNull()
  expect(back.returned).toMatchObject({ by: 'operator', tie: 'photo' })
  expect(back.captures).toEqual(captures)
  expect(await returnDraft(open.station, id)).toEqual(back)
  await expect(sealDraft(open.station, id)).resolves.toMatchObject({ proven: true })
})

test('without a photo nobody can say whose fingers these are: they are taken again', async () => {
  const { id } = await completeDraft(open.station, 1)
  await open.station.write.transaction((tx) =>
    tx.run("DELETE FROM draft_capture WHERE draft = ? AND slot LIKE 'photo%'", [id]),
  )
  await parkDraft(open.station, id, PARKING)
  const back = await returnDraft(open.station, id)
  expect(back.returned).toMatchObject({ tie: 'nothing-captured' })
  expect(back.captures).toEqual([])
  expect(back.biodata.nama).toBe('CONTOH SATU')
})
