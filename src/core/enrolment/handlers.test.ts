import { call } from '@orpc/server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { verifyProof } from '../../formats/paper/paper.ts'
import {
  CAPTURED,
  openTestStation,
  sampleBiodata,
  sampleCapture,
  type TestStation,
} from '../testing/index.ts'
import { enrolmentHandlers as enrolment } from './handlers.ts'
import { devicesHolding, draftImage, draftStream, recordingPhoto, recordingStream } from './index.ts'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation()
})
afterEach(() => open.close())

const topics = () => {
  const told: string[] = []
  open.station.onChange((topic) => told.push(topic))
  return told
}

test('a resident from NIK to recording, through the contract', async () => {
  const { context } = open
  const told = topics()
  const { nik } = sampleBiodata(1)
  const { id } = await call(enrolment.start, { nik }, { context })
  await call(enrolment.saveBiodata, { id, fields: sampleBiodata(1) }, { context })
  await call(enrolment.confirmBiodata, { id, confirmed: true }, { context })
  for (const slot of CAPTURED) {
    const file = new File([Buffer.from(sampleCapture(slot))], 'capture')
    await call(
      enrolment.saveCapture,
      { id, slot, file, meta: { device: 'CONTOH', attempts: 1 } },
      { context },
    )
  }
  await call(enrolment.approvePhoto, { id, approved: true }, { context })
  await call(enrolment.goTo, { id, step: 'review' }, { context })
  expect((await call(enrolment.review, { id }, { context })).blocking).toEqual([
    { code: 'TRUTH-MISSING', step: 'review' },
  ])
  await call(enrolment.truth, { id, truth: true }, { context })
  expect(await call(enrolment.drafts, {}, { context })).toHaveLength(1)
  const sealed = await call(enrolment.seal, { id }, { context })
  expect(sealed).toEqual({ recording: id, seq: 1, proven: true, devices: 1 })
  expect(new Set(told)).toEqual(new Set(['enrolment']))
  expect((await call(enrolment.list, {}, { context })).rows).toHaveLength(1)

  const shown = await call(enrolment.show, { id }, { context })
  expect(shown).toMatchObject({
    id,
    seq: 1,
    nik,
    status: 'BIO_CAPTURED',
    biodata: sampleBiodata(1),
    custody: { here: true, disks: [] },
  })
  expect(verifyProof(shown.proof, open.station.trust)).toMatchObject({ id, seq: 1, head: shown.head })
  expect(shown.history.map(({ what }) => what)).toEqual([
    'draft.started',
    'draft.biodata',
    'draft.confirmed',
    ...CAPTURED.map(() => 'draft.capture'),
    'draft.photo-approved',
    'draft.truth',
    'recording.sealed',
  ])
  expect(shown.photoUrl).toBe(`app://station/recording/${id}/photo`)
  const photo = recordingPhoto(open.station.read, id)!
  expect(await recordingStream(open.station, `${id}/photo`, new URLSearchParams())).toMatchObject({
    headers: { 'content-type': 'image/jpeg', 'content-length': String(photo.bytes.length) },
  })
  expect(devicesHolding(open.station, id)).toBe(1)
})

test('what the contract does not know is refused before anything happens', async () => {
  const { context } = open
  const { id } = await call(enrolment.start, { nik: sampleBiodata(1).nik }, { context })
  const wrong = [
    call(enrolment.goTo, { id, step: 'cards' as 'photo' }, { context }),
    call(enrolment.saveBiodata, { id, fields: { nama: 'x', lain: 'y' } as object }, { context }),
    call(enrolment.draft, { id: '../../etc/passwd' }, { context }),
    call(enrolment.except, { id, slot: 'iris-left', reason: 'x' }, { context }),
    call(enrolment.list, { limit: 100_000 }, { context }),
  ]
  for (const answer of await Promise.allSettled(wrong)) {
    expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'BAD_REQUEST' } })
  }
})

test('images stream as what they are, uncached; what is not there is nothing', async () => {
  const { context, station } = open
  const { id } = await call(enrolment.start, { nik: sampleBiodata(1).nik }, { context })
  const file = new File([Buffer.from(sampleCapture('iris-left'))], 'x.exe', { type: 'text/html' })
  await call(
    enrolment.saveCapture,
    { id, slot: 'iris-left', file, meta: { device: 'CONTOH', attempts: 1 } },
    { context },
  )
  const query = new URLSearchParams('v=1')
  expect(await draftStream(station, `${id}/iris-left`, query)).toMatchObject({
    status: 200,
    headers: { 'content-type': 'image/png', 'cache-control': 'no-store' },
  })
  for (const path of [
    `${id}/iris-right`,
    `${id}/photo-small`,
    `${id}/iris-left/x`,
    id,
    '',
    `${id}/../${id}/iris-left`,
  ]) {
    expect(await draftStream(station, path, query)).toBeNull()
  }
  expect(await recordingStream(station, `${id}/photo`, query)).toBeNull()
  expect(draftImage(station.read, id, 'iris-left')).toMatchObject({ media: 'image/png' })
  expect(draftImage(station.read, id, 'nonsense')).toBeUndefined()
})
