import { existsSync, readdirSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { foldHead, H0 } from '../../../formats/head/head.ts'
import { hex } from '../../../lib/bytes.ts'
import { openTestStation, quickDraft, sampleBiodata, type TestStation } from '../../testing/index.ts'
import { discardDraft } from '../draft/discard.ts'
import { goTo, setTruth } from '../draft/fields.ts'
import { startDraft } from '../draft/start.ts'
import { recordingOf } from '../recording/show.ts'
import { monthFolder, packetPath } from './paths.ts'
import { sealDraft, type Sealer } from './seal.ts'
import { sealAndProve } from './work.ts'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation()
})
afterEach(() => open.close())

/** A seal that is cut off after the packet lies on the disk, as by a power cut: nothing is tidied up. */
const cutOff: Sealer = async (job) => {
  await sealAndProve(job)
  throw new Error('power')
}

const rows = () =>
  open.station.read
    .all<{ id: string }>('SELECT id FROM recording ORDER BY seq')
    .map(({ id }) => recordingOf(open.station.read, id)!)

function expectChain(): void {
  expect(rows().map(({ seq }) => seq)).toEqual(rows().map((_, i) => i + 1))
  expect(rows().at(-1)!.head).toBe(hex(foldHead(H0, rows())))
}

test('several drafts sealed at once come one after the other, without a gap', async () => {
  const { station } = open
  const ids = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => quickDraft(station, n)))
  const sealed = await Promise.all(ids.map((id) => sealDraft(station, id)))
  expect(sealed.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6])
  expectChain()
})

test('a number that was reserved by a seal cut off is used by the next, and the packet that nobody knows is removed', async () => {
  const { station } = open
  const [a, b] = (await Promise.all([1, 2].map((n) => quickDraft(station, n)))) as [string, string]
  await expect(sealDraft(station, a, cutOff)).rejects.toMatchObject({ code: 'ENROLMENT-SEAL-FAILED' })
  const orphan = packetPath(station, a, station.ports.now().toISOString())
  expect(existsSync(orphan)).toBe(true)
  expect(await sealDraft(station, b)).toMatchObject({ seq: 1 })
  expect(existsSync(orphan)).toBe(false)
  expect(await sealDraft(station, a)).toMatchObject({ seq: 2 })
  expectChain()
})

test('a draft whose seal was cut off is sealed in another month, or discarded, and leaves no file behind', async () => {
  const { station, ports } = open
  const a = await quickDraft(station, 1)
  const november = station.ports.now().toISOString()
  await expect(sealDraft(station, a, cutOff)).rejects.toThrow()
  ports.clock.advance(20 * 86_400_000)
  await sealDraft(station, a)
  expect(readdirSync(monthFolder(station, november))).toEqual([])
  const b = await quickDraft(station, 2)
  await expect(sealDraft(station, b, cutOff)).rejects.toThrow()
  await discardDraft(station, b, 'CONTOH')
  expect(readdirSync(monthFolder(station, station.ports.now().toISOString()))).toEqual([
    `${a}.rkp`,
    `${a}.rkp.minisig`,
  ])
  expect(await sealDraft(station, await quickDraft(station, 3))).toMatchObject({ seq: 2 })
  expectChain()
})

test('while a packet is made of a draft, nothing can be entered that would miss it', async () => {
  const { station } = open
  const id = await quickDraft(station, 1)
  let edits: PromiseSettledResult<unknown>[] = []
  const slow: Sealer = async (job) => {
    edits = await Promise.allSettled([
      goTo(station, id, 'photo'),
      setTruth(station, id, false),
      discardDraft(station, id, 'CONTOH'),
    ])
    return sealAndProve(job)
  }
  await sealDraft(station, id, slow)
  expect(edits).toHaveLength(3)
  for (const edit of edits) {
    expect(edit).toMatchObject({ status: 'rejected', reason: { code: 'ENROLMENT-SEALING' } })
  }
  await expect(goTo(station, id, 'photo')).rejects.toMatchObject({ code: 'ENROLMENT-SEALED' })
  await expect(discardDraft(station, id, 'CONTOH')).rejects.toMatchObject({ code: 'ENROLMENT-SEALED' })
})

test('a draft that changed all the same is not deleted', async () => {
  const { station } = open
  const id = await quickDraft(station, 1)
  const sly: Sealer = async (job) => {
    await station.write.transaction((tx) =>
      tx.run('UPDATE draft SET revision = revision + 1 WHERE id = ?', [id]),
    )
    return sealAndProve(job)
  }
  await expect(sealDraft(station, id, sly)).rejects.toMatchObject({ code: 'ENROLMENT-SEAL-FAILED' })
  expect(rows()).toEqual([])
  expect(await sealDraft(station, id)).toMatchObject({ seq: 1 })
})

test('a recording again names the one that it takes the place of', async () => {
  const { station } = open
  const first = await quickDraft(station, 1)
  await sealDraft(station, first)
  await startDraft(station, sampleBiodata(1).nik, { again: 'CONTOH: tidak terbaca' })
  const again = await quickDraft(station, 1)
  await sealDraft(station, again)
  expect(station.read.get('SELECT supersedes FROM recording WHERE id = ?', [again])).toEqual({
    supersedes: first,
  })
})

test('sealing leaves the event loop free', async () => {
  const { station } = open
  await sealDraft(station, await quickDraft(station, 1, 1000))
  const id = await quickDraft(station, 2, 8_000_000)
  const before = performance.eventLoopUtilization()
  await sealDraft(station, id)
  // On this thread alone it would be above 0.9.
  expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.7)
})
