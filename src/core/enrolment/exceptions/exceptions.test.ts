import { afterEach, expect, test } from 'vitest'
import { openTestStation, quickDraft, sampleBiodata, type TestStation } from '../../testing/index.ts'
import { reviewDraft } from '../draft/review-draft.ts'
import { draftRow, draftView } from '../draft/rows.ts'
import { startDraft } from '../draft/start.ts'
import { sealDraft } from '../seal/seal.ts'
import { approveExceptions, setException, setPhotoOnly } from './note.ts'
import { approveRecorded } from './approve.ts'
import { approvePresent, supervisors } from './present.ts'
import { recordedExceptions, waitingApprovals } from './sealed.ts'

let open: TestStation
afterEach(() => open.close())

const penyelia = { account: 'penyelia', role: 'penyelia' } as const

test('with no penyelia at hand the recording is sealed, and waits for their word before it is sent', async () => {
  open = await openTestStation()
  const id = await quickDraft(open.station, 1)
  await setException(open.station, id, 'finger-left-little', 'tidak ada sejak lahir')
  await expect(async () => approveExceptions(open.station, id)).rejects.toMatchObject({
    code: 'ENROLMENT-SUPERVISOR-ONLY',
  })
  await sealDraft(open.station, id)
  expect(waitingApprovals(open.station.read)).toMatchObject([
    { recording: id, exceptions: [{ slot: 'finger-left-little', approvedBy: null }] },
  ])
  await expect(approveRecorded(open.station, id)).rejects.toMatchObject({ code: 'ENROLMENT-SUPERVISOR-ONLY' })
  const theirs = { ...open.station, actor: penyelia }
  await approveRecorded(theirs, id)
  await approveRecorded(theirs, id)
  expect(
    open.station.read.all("SELECT act FROM audit WHERE act = 'recording.exceptions-approved'"),
  ).toHaveLength(1)
  expect(waitingApprovals(open.station.read)).toEqual([])
  expect(recordedExceptions(open.station.read, id)).toEqual([
    { slot: 'finger-left-little', reason: 'tidak ada sejak lahir', approvedBy: 'penyelia' },
  ])
})

test('a recording without exceptions waits for nobody', async () => {
  open = await openTestStation()
  const id = await quickDraft(open.station, 1)
  await sealDraft(open.station, id)
  expect(waitingApprovals(open.station.read)).toEqual([])
  await expect(approveRecorded({ ...open.station, actor: penyelia }, id)).rejects.toMatchObject({
    code: 'NOT-FOUND',
  })
})

test("what a penyelia notes is approved; an operator's other reason needs a new yes", async () => {
  open = await openTestStation()
  const { id } = await startDraft(open.station, sampleBiodata(1).nik)
  const theirs = { ...open.station, actor: penyelia }
  const noted = await setException(theirs, id, 'iris-left', 'netra')
  expect(noted.exceptions).toEqual([{ slot: 'iris-left', reason: 'netra', approvedBy: 'penyelia' }])
  const changed = await setException(open.station, id, 'iris-left', 'mata sedang sakit')
  expect(changed.exceptions[0]).toMatchObject({ approvedBy: null })
  expect((await approveExceptions(theirs, id)).exceptions[0]).toMatchObject({ approvedBy: 'penyelia' })
})

test('photo alone: one reason for all that is not there, taken back without touching the others', async () => {
  open = await openTestStation()
  const { id } = await startDraft(open.station, sampleBiodata(1).nik)
  await setException(open.station, id, 'iris-left', 'netra')
  const { exceptions } = await setPhotoOnly(open.station, id, 'disabilitas mental')
  expect(exceptions).toHaveLength(15)
  expect(exceptions.filter(({ slot }) => slot.startsWith('photo'))).toEqual([])
  const { blocking } = reviewDraft(open.station, open.station.read, draftRow(open.station.read, id)!)
  expect(blocking.filter(({ code }) => code === 'CAPTURE-MISSING').map(({ slot }) => slot)).toEqual([
    'photo',
    'photo-original',
  ])
  const { exceptions: left } = await setPhotoOnly(open.station, id, null)
  expect(left.map(({ slot }) => slot)).toEqual(['iris-left'])
  const before = draftView(open.station.read, draftRow(open.station.read, id)!)
  expect(await setPhotoOnly(open.station, id, null)).toEqual(before)
})

test('a penyelia beside the desk approves before the seal by their own secret; the audit says at whose desk', async () => {
  open = await openTestStation()
  const { station } = open
  await station.write.transaction((tx) => {
    const add = 'INSERT INTO account (id, name, role, created_at, disabled_at) VALUES (?, ?, ?, ?, ?)'
    tx.run(add, ['a', 'Siti', 'penyelia', '2026-11-23T00:00:00.000Z', null])
    tx.run(add, ['b', 'Budi', 'operator', '2026-11-23T00:00:00.000Z', null])
    tx.run(add, ['c', 'Lama', 'penyelia', '2026-11-23T00:00:00.000Z', '2026-11-23T00:00:00.000Z'])
  })
  expect(supervisors(station.read)).toContainEqual({ name: 'Siti', pin: false })
  const guessed: string[] = []
  const desk = {
    station: () => station,
    vouch: async (account: string, secret: string) => {
      guessed.push(account)
      if (secret !== '481516') throw new Error('ACCOUNT-WRONG-PIN')
      return 'pin' as const
    },
  }
  const id = await quickDraft(station, 1)
  await setException(station, id, 'finger-left-little', 'tidak ada sejak lahir')
  const waits = () =>
    reviewDraft(station, station.read, draftRow(station.read, id)!).warnings.map(({ code }) => code)
  expect(waits()).toContain('APPROVAL-WAITS')
  // Who is no penyelia, or no longer, is refused before anything is guessed.
  for (const name of ['Budi', 'Lama', 'tidak ada'])
    await expect(approvePresent(desk, id, name, '481516')).rejects.toMatchObject({
      code: 'ENROLMENT-SUPERVISOR-ONLY',
    })
  expect(guessed).toEqual([])
  await expect(approvePresent(desk, id, 'Siti', '000000')).rejects.toThrow('ACCOUNT-WRONG-PIN')
  expect(waits()).toContain('APPROVAL-WAITS')
  const { exceptions } = await approvePresent(desk, id, 'Siti', '481516')
  expect(exceptions).toEqual([
    { slot: 'finger-left-little', reason: 'tidak ada sejak lahir', approvedBy: 'Siti' },
  ])
  expect(waits()).not.toContain('APPROVAL-WAITS')
  expect(station.read.all("SELECT actor FROM audit WHERE act = 'draft.exceptions-approved'")).toEqual([
    { actor: 'Siti' },
  ])
  await sealDraft(station, id)
  expect(waitingApprovals(station.read)).toEqual([])
})
