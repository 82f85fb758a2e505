import { afterEach, expect, test } from 'vitest'
import { openTestStation, sampleBiodata, seedRecordings, type TestStation } from '../../testing/index.ts'
import { setStatus } from '../recording/status.ts'
import { lastRecordingOf, LOW_SPACE_BYTES, startDraft } from './start.ts'

let open: TestStation
afterEach(() => open.close())

const { nik } = sampleBiodata(1)

test('a NIK as typed or scanned starts one draft, however often', async () => {
  open = await openTestStation()
  const [a, b] = await Promise.all([
    startDraft(open.station, nik),
    startDraft(open.station, `${nik.slice(0, 6)} ${nik.slice(6)}`),
  ])
  expect(a).toEqual(b)
  expect(a).toMatchObject({ step: 'biodata', biodata: { nik }, confirmed: false, truth: false, captures: [] })
  expect(open.station.read.all('SELECT id FROM draft')).toEqual([{ id: a.id }])
  expect(open.station.read.all('SELECT act FROM audit WHERE subject = ?', [a.id])).toEqual([
    { act: 'draft.started' },
  ])
})

test.each([
  ['527201170385', 'NIK harus 16 angka'],
  ['5272011703850000', 'Empat angka terakhir NIK tidak boleh 0000'],
  ['52720117038500x1', 'NIK hanya terdiri dari angka'],
])('%s is refused in words', async (typed, why) => {
  open = await openTestStation()
  await expect(startDraft(open.station, typed)).rejects.toMatchObject({
    code: 'NIK-INVALID',
    params: { why },
  })
  expect(open.station.read.all('SELECT id FROM draft')).toEqual([])
})

test('low space starts nothing new, but goes on with what is open', async () => {
  open = await openTestStation()
  const { id } = await startDraft(open.station, nik)
  open.ports.setSpace({ free: LOW_SPACE_BYTES - 1, bytes: 1e12 })
  await expect(startDraft(open.station, sampleBiodata(2).nik)).rejects.toMatchObject({
    code: 'ENROLMENT-LOW-SPACE',
  })
  expect(await startDraft(open.station, nik)).toMatchObject({ id })
  open.ports.setSpace({ free: LOW_SPACE_BYTES, bytes: 1e12 })
  await expect(startDraft(open.station, sampleBiodata(2).nik)).resolves.toMatchObject({ step: 'biodata' })
})

test('who was recorded here is recorded again only with a reason', async () => {
  // 23:30 UTC of the 22nd is the 23rd in Bima.
  open = await openTestStation({ start: '2026-11-22T23:30:00.000Z' })
  const [id] = await seedRecordings(open.station, 1, { bytes: 3000 })
  await expect(startDraft(open.station, nik)).rejects.toMatchObject({
    code: 'ALREADY-RECORDED',
    params: { at: '23-11-2026', id },
  })
  expect(open.station.read.all('SELECT id FROM draft')).toEqual([])
  await expect(startDraft(open.station, nik, { again: 'sidik jari tidak terbaca' })).resolves.toMatchObject({
    biodata: { nik },
  })
  expect(lastRecordingOf(open.station.read, nik)).toMatchObject({ id })
})

test('whom the centre has is recorded again by a penyelia alone, and never by a slip', async () => {
  open = await openTestStation()
  const [id] = await seedRecordings(open.station, 1, { bytes: 3000 })
  const at = open.ports.now().toISOString()
  const report = (to: 'RECEIVED_AT_CENTRAL' | 'ENROLL_FAILURE_AT_CENTRAL') =>
    open.station.write.transaction((tx) =>
      setStatus(tx, open.station, { recording: id!, to, by: 'central', at }),
    )
  await report('RECEIVED_AT_CENTRAL')
  await expect(startDraft(open.station, nik)).rejects.toMatchObject({ code: 'ALREADY-RECORDED' })
  await expect(startDraft(open.station, nik, { again: 'foto lama kabur' })).rejects.toMatchObject({
    code: 'ENROLMENT-AT-CENTRE',
    params: { status: 'diterima pusat data', statusEn: 'received by the data centre' },
  })
  expect(open.station.read.all('SELECT id FROM draft')).toEqual([])
  // A failure there is what a new recording mends.
  await report('ENROLL_FAILURE_AT_CENTRAL')
  await expect(startDraft(open.station, nik, { again: 'gagal di pusat' })).resolves.toMatchObject({
    biodata: { nik },
  })
})

test('a penyelia may', async () => {
  open = await openTestStation({ actor: { account: 'penyelia', role: 'penyelia' } })
  const [id] = await seedRecordings(open.station, 1, { bytes: 3000 })
  const at = open.ports.now().toISOString()
  await open.station.write.transaction((tx) =>
    setStatus(tx, open.station, { recording: id!, to: 'RECEIVED_AT_CENTRAL', by: 'central', at }),
  )
  await expect(startDraft(open.station, nik, { again: 'diminta Dinas' })).resolves.toMatchObject({
    biodata: { nik },
  })
})
