import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestStation, sampleBiodata, seedRecordings, type TestStation } from '../../testing/index.ts'
import { setException } from '../exceptions/note.ts'
import { discardDraft } from './discard.ts'
import { confirmBiodata, goTo, saveBiodata, setTruth } from './fields.ts'
import { draftRow, draftView } from './rows.ts'
import { startDraft } from './start.ts'

let open: TestStation
let id: string
beforeEach(async () => {
  open = await openTestStation()
  ;({ id } = await startDraft(open.station, sampleBiodata(1).nik))
})
afterEach(() => open.close())

const onDisk = () => draftView(open.station.read, draftRow(open.station.read, id)!)
const acts = () =>
  open.station.read
    .all<{ act: string }>('SELECT act FROM audit WHERE subject = ? ORDER BY seq', [id])
    .map(({ act }) => act)

test('each field is saved as typed, others stay, and the answer is what lies on disk', async () => {
  const { station } = open
  await saveBiodata(station, id, { nama: 'CONTOH  ', kk: '5272' })
  const draft = await saveBiodata(station, id, { nama: '', alamat: 'JALAN' })
  expect(draft.biodata).toEqual({ nik: sampleBiodata(1).nik, nama: '', kk: '5272', alamat: 'JALAN' })
  expect(draft).toEqual(onDisk())
})

test('saving the same again writes nothing', async () => {
  const { station, ports } = open
  const draft = await saveBiodata(station, id, { nama: 'CONTOH SATU' })
  ports.clock.advance(60_000)
  expect(await saveBiodata(station, id, { nama: 'CONTOH SATU' })).toEqual(draft)
  expect(await goTo(station, id, 'biodata')).toEqual(draft)
  expect(acts().filter((act) => act === 'draft.biodata')).toHaveLength(1)
})

test('only complete biodata can be confirmed, and what changes has to be confirmed again', async () => {
  const { station } = open
  await expect(confirmBiodata(station, id, true)).rejects.toMatchObject({
    code: 'ENROLMENT-INCOMPLETE',
    params: { missing: 'nomor KK, nama, tempat lahir, tanggal lahir dan 14 lagi' },
  })
  await saveBiodata(station, id, sampleBiodata(1))
  expect(await confirmBiodata(station, id, true)).toMatchObject({ confirmed: true })
  expect(await setTruth(station, id, true)).toMatchObject({ truth: true })
  expect(await saveBiodata(station, id, { alamat: 'JALAN CONTOH NOMOR 1' })).toMatchObject({
    confirmed: true,
  })
  expect(await saveBiodata(station, id, { alamat: 'JALAN LAIN' })).toMatchObject({
    confirmed: false,
    truth: false,
  })
})

test('a corrected NIK is held against open drafts and recordings', async () => {
  const { station } = open
  const other = await startDraft(station, sampleBiodata(2).nik)
  await expect(saveBiodata(station, id, { nik: sampleBiodata(2).nik })).rejects.toMatchObject({
    code: 'ENROLMENT-DRAFT-EXISTS',
  })
  await discardDraft(station, other.id, 'salah ketik')
  await seedRecordings(station, 1, { from: 2, bytes: 3000 })
  await expect(saveBiodata(station, id, { nik: sampleBiodata(2).nik })).rejects.toMatchObject({
    code: 'ALREADY-RECORDED',
  })
  expect(onDisk().biodata.nik).toBe(sampleBiodata(1).nik)
  await saveBiodata(station, id, { nik: sampleBiodata(3).nik })
  expect((await startDraft(station, sampleBiodata(3).nik)).id).toBe(id)
})

test('an exception has a reason and can be taken back; what the desk makes itself has none', async () => {
  const { station } = open
  const draft = await setException(station, id, 'finger-left-little', 'tidak ada sejak lahir')
  expect(draft.exceptions).toEqual([
    { slot: 'finger-left-little', reason: 'tidak ada sejak lahir', approvedBy: null },
  ])
  expect((await setException(station, id, 'finger-left-little', null)).exceptions).toEqual([])
  expect(() => setException(station, id, 'photo-original', 'tidak mau')).toThrow('INPUT-INVALID')
})

test('the operator goes on where they stood', async () => {
  await goTo(open.station, id, 'irises')
  expect(await startDraft(open.station, sampleBiodata(1).nik)).toMatchObject({ id, step: 'irises' })
})

test('discarding takes a reason, happens once, and leaves only the audit', async () => {
  const { station } = open
  await discardDraft(station, id, 'penduduk membatalkan')
  expect(await discardDraft(station, id, 'penduduk membatalkan')).toEqual({ done: true })
  expect(station.read.all('SELECT id FROM draft')).toEqual([])
  expect(acts()).toEqual(['draft.started', 'draft.discarded'])
  await expect(goTo(station, id, 'photo')).rejects.toMatchObject({ code: 'NOT-FOUND' })
  await expect(discardDraft(station, '0'.repeat(26), 'x'.repeat(3))).rejects.toMatchObject({
    code: 'NOT-FOUND',
  })
})

test('the audit says what was done and by whom, and no value of it', async () => {
  await saveBiodata(open.station, id, { nama: 'CONTOH RAHASIA' })
  const rows = open.station.read.all('SELECT * FROM audit WHERE subject = ?', [id])
  expect(rows).toHaveLength(2)
  expect(rows[1]).toMatchObject({
    act: 'draft.biodata',
    actor: 'operator',
    commitment: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(JSON.stringify(rows)).not.toMatch(/RAHASIA|527201/)
})
