import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Application } from '../../../contract/application.ts'
import { decodeCapture } from '../../../formats/capture/capture.ts'
import { openPacket } from '../../../formats/packet/packet.ts'
import {
  completeDraft,
  openTestStation,
  sampleBiodata,
  seedRecordings,
  type TestStation,
} from '../../testing/index.ts'
import { listRecordings } from '../recording/list.ts'
import { showRecording } from '../recording/show.ts'
import { packetPath } from '../seal/paths.ts'
import { sealDraft } from '../seal/seal.ts'
import { openSupplement } from '../amend/amend.ts'
import { domicileDiffers, outsideCount, setApplication } from './application.ts'
import { startDraft } from './start.ts'

let open: TestStation
beforeEach(async () => void (open = await openTestStation()))
afterEach(() => open.close())

const OUTSIDE: Application = { purpose: 'outside', home: '52.71', source: 'letter', collection: 'here' }

test('what somebody came for goes into the packet, onto the page and into the filter; others are apart', async () => {
  const { station, dinas } = open
  const { nik } = sampleBiodata(1)
  const begun = await startDraft(station, nik, { application: { purpose: 'new' } })
  expect(begun.application).toEqual({ purpose: 'new' })
  expect((await setApplication(station, begun.id, OUTSIDE)).application).toEqual(OUTSIDE)
  const noted = () =>
    station.read.all("SELECT 1 FROM audit WHERE act = 'draft.application' AND subject = ?", [begun.id]).length
  await setApplication(station, begun.id, OUTSIDE)
  expect(noted()).toBe(1)
  const { id } = await completeDraft(station, 1)
  await sealDraft(station, id)
  await seedRecordings(station, 1, { bytes: 3000, from: 2 })
  const shown = await showRecording(station, id)
  expect(shown).toMatchObject({ application: OUTSIDE, outside: true })
  const bytes = readFileSync(packetPath(station, id, shown.sealedAt))
  const { members } = openPacket(bytes, [dinas.datacenter.identity])
  expect(decodeCapture(members.get('capture.json')!).application).toEqual(OUTSIDE)
  const seen = { from: shown.sealedAt, to: shown.sealedAt }
  expect([outsideCount(station.read), outsideCount(station.read, seen)]).toEqual([1, 0])
  const ids = (purpose?: 'outside' | 'new') => {
    const { rows, total } = listRecordings(station, { text: '', limit: 10, purpose })
    return [total, rows.map((row) => row.id === id)]
  }
  expect([ids('outside'), ids('new'), ids()]).toEqual([
    [1, [true]],
    [0, []],
    [2, [false, true]],
  ])
})

test('a further capture of a sealed recording has no application of its own', async () => {
  const { station } = open
  const [id] = await seedRecordings(station, 1, { bytes: 3000 })
  const { id: further } = await openSupplement(station, id!, 'jempol kabur')
  await expect(setApplication(station, further, OUTSIDE)).rejects.toMatchObject({ code: 'ENROLMENT-SEALED' })
})

test.each([
  ['52.72.01.1001', null, false],
  ['52.72.01.1001', OUTSIDE, true],
  ['52.71.01.1001', null, true],
  ['52.71.01.1001', { purpose: 'moved' } as const, true],
  ['52.71.01.1001', OUTSIDE, false],
  ['', OUTSIDE, false],
  [undefined, null, false],
])('home %s, application %j: differs %s', (village, application, differs) => {
  expect(domicileDiffers(application, village, '52.72.01')).toBe(differs)
})
