// Amendments that were begun and cut off, and what happened to their recording meanwhile.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Amendment } from '../../../contract/amendment.ts'
import { decodeAmendment } from '../../../formats/amendment/amendment.ts'
import { text } from '../../../lib/bytes.ts'
import type { Actor } from '../../station.ts'
import {
  openTestStation,
  sampleBiodata,
  sampleCapture,
  seedRecordings,
  type TestStation,
} from '../../testing/index.ts'
import { saveCapture } from '../draft/captures.ts'
import { discardDraft } from '../draft/discard.ts'
import { lastRecordingOf } from '../draft/start.ts'
import { setException, setPhotoOnly } from '../exceptions/note.ts'
import { waitingApprovals } from '../exceptions/sealed.ts'
import { sealDraft } from '../seal/seal.ts'
import { amendRecording, openSupplement } from './amend.ts'
import { currentBiodata } from './current.ts'
import { correction, opened } from './testing/amending.ts'

let open: TestStation
let id: string
beforeEach(async () => {
  open = await openTestStation()
  ;[id] = (await seedRecordings(open.station, 1, { bytes: 3000 })) as [string]
})
afterEach(() => open.close())

const OLD = sampleBiodata(1)
const NIK = '5272014103850009'
const PENYELIA: Actor = { account: 'penyelia', role: 'penyelia' }
const supervised = () => ({ ...open.station, actor: PENYELIA })
/** Begun, and cut off before its packet was written; answers its draft. */
async function cutOff(amendment: Amendment, station = open.station): Promise<string> {
  const nowhere = { ...station, paths: { ...station.paths, folder: '/nonexistent' } }
  await expect(amendRecording(nowhere, id, amendment)).rejects.toMatchObject({
    code: 'ENROLMENT-SEAL-FAILED',
  })
  return open.station.read.get<{ id: string }>('SELECT id FROM draft WHERE amends = ? ORDER BY rowid DESC', [
    id,
  ])!.id
}
const members = (packet: string) => new Map(opened(open, packet).members)

test('two corrections at the same moment: the second says the person as the first left them, in its packet and in every list', async () => {
  const [, second] = await Promise.all([
    amendRecording(open.station, id, correction(['nik', OLD.nik, NIK])),
    amendRecording(open.station, id, correction(['nama', OLD.nama, 'CONTOH SATOE'])),
  ])
  const now = { ...OLD, nik: NIK, nama: 'CONTOH SATOE' }
  expect(currentBiodata(open.station.read, id)).toEqual(now)
  expect(JSON.parse(text(members(second.recording).get('biodata.json')!))).toEqual(now)
  expect(lastRecordingOf(open.station.read, NIK)).toMatchObject({ id })
  expect(lastRecordingOf(open.station.read, OLD.nik)).toBeUndefined()
})

test('one that was cut off and is no longer so is not sealed later; given up, nothing is held back', async () => {
  const left = await cutOff(correction(['nama', OLD.nama, 'SALAH LAGI']))
  await amendRecording(open.station, id, correction(['nama', OLD.nama, 'CONTOH SATOE']))
  await expect(sealDraft(open.station, left)).rejects.toMatchObject({ code: 'ENROLMENT-AMEND-OLD' })
  expect(currentBiodata(open.station.read, id)?.nama).toBe('CONTOH SATOE')
  await discardDraft(open.station, left, 'sudah dibetulkan')
  expect(open.station.read.all('SELECT id FROM draft')).toEqual([])
})

test("a penyelia's act that was cut off is sealed as theirs, whoever goes on with it", async () => {
  const left = await cutOff({ kind: 'cancellation', reason: 'orang yang salah' }, supervised())
  await sealDraft(open.station, left)
  expect(decodeAmendment(members(left).get('amendment.json')!)).toMatchObject({
    by: 'penyelia',
    role: 'penyelia',
  })
})

test('a further capture takes no exceptions: they would wait for a yes that nobody can give', async () => {
  const { id: draft } = await openSupplement(open.station, id, 'jempol kabur')
  await expect(setException(open.station, draft, 'finger-left-little', 'tidak ada')).rejects.toMatchObject({
    code: 'ENROLMENT-SEALED',
  })
  await expect(setPhotoOnly(open.station, draft, 'tidak ada')).rejects.toMatchObject({
    code: 'ENROLMENT-SEALED',
  })
  const thumb = sampleCapture('finger-left-thumb', 5)
  await saveCapture(open.station, draft, 'finger-left-thumb', thumb, { device: 'CONTOH', attempts: 2 })
  await sealDraft(open.station, draft)
  expect(waitingApprovals(open.station.read)).toEqual([])
})
