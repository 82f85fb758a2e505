import { afterEach, beforeEach, expect, test } from 'vitest'
import { backUp, openRestored, restoreInto, type Restored, type Rig, rigWith } from './testing/rig.ts'
import { addDocument, parkDraft } from '../enrolment/index.ts'
import { completeDraft, samplePng } from '../testing/index.ts'

let rig: Rig
const opened: Restored[] = []
beforeEach(async () => {
  rig = await rigWith([1])
})
afterEach(async () => {
  for (const { store } of opened.splice(0)) store.close()
  await rig.on.close()
})

async function restored(name: string): Promise<Restored> {
  const result = await restoreInto(rig, name)
  const one = { ...(await openRestored(rig, name)), result }
  opened.push(one)
  return one
}

const draftsOf = (of: { store: Restored['store'] }) =>
  of.store.read.all(
    'SELECT id, nik, step, biodata, confirmed, truth, parked, hex(key) AS key FROM draft ORDER BY id',
  )
const capturesOf = (of: { store: Restored['store'] }) =>
  of.store.read.all('SELECT draft, slot, media, hex(bytes) AS bytes FROM draft_capture ORDER BY draft, slot')

const documentsOf = (of: { store: Restored['store'] }) =>
  of.store.read.all('SELECT draft, id, kind, hex(bytes) AS bytes FROM draft_document ORDER BY draft, id')

test('a parked draft with all its captures and papers comes back with the station', async () => {
  const { id } = await completeDraft(rig.on.station, 1)
  await addDocument(rig.on.station, id, 'kk', samplePng(300, 400))
  await parkDraft(rig.on.station, id, { reason: 'anak lelah', phone: '081234567890', callOn: '2026-11-25' })
  await backUp(rig.on, rig.disk)
  const back = await restored('with draft')
  expect(draftsOf(back)).toHaveLength(1)
  expect(draftsOf(back)).toEqual(draftsOf(rig.on))
  expect(capturesOf(back).length).toBeGreaterThan(3)
  expect(capturesOf(back)).toEqual(capturesOf(rig.on))
  expect(documentsOf(back)).toHaveLength(1)
  expect(documentsOf(back)).toEqual(documentsOf(rig.on))
})

test('a draft that was sealed or thrown away since does not come back', async () => {
  await completeDraft(rig.on.station, 1)
  await backUp(rig.on, rig.disk)
  await rig.on.station.write.transaction((tx) => tx.run('DELETE FROM draft'))
  rig.on.ports.clock.advance(11 * 60_000)
  await backUp(rig.on, rig.disk)
  expect(draftsOf(await restored('without draft'))).toEqual([])
})

test('a draft that did not change is not written again', async () => {
  await completeDraft(rig.on.station, 1)
  await backUp(rig.on, rig.disk)
  rig.on.ports.clock.advance(60 * 60_000)
  const again = await backUp(rig.on, rig.disk)
  expect(again.bytes).toBe(0)
})
