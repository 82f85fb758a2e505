import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { mayGo } from '../../../contract/may-go.ts'
import type { WriteTx } from '../../db/handles.ts'
import { openTestStation, seedRecordings, type TestStation } from '../../testing/index.ts'
import { custodyOf, devicesHolding, isOnceOnly, provenWithin } from './custody.ts'

const NOW = '2026-11-23T01:00:00.000Z'
let open: TestStation
let id: string
beforeAll(async () => {
  open = await openTestStation({ start: NOW })
  id = (await seedRecordings(open.station, 1, { bytes: 3000 }))[0]!
})
afterAll(() => open.close())
beforeEach(async () => {
  await open.station.write.transaction((tx) => {
    for (const table of ['copy', 'disk', 'volume_check', 'purged', 'receipt']) tx.run(`DELETE FROM ${table}`)
    tx.run(`INSERT INTO disk (id, label, kind, colour, place, fs_id, fs, paired_at, state)
      VALUES ('d', 'DISK A', 'rotation', 'teal', 'lemari', '', 'ext4', '${NOW}', 'paired')`)
  })
})

const put = (work: (tx: WriteTx) => void) => open.station.write.transaction(work)
const copy = (level: string, at = NOW) =>
  put((tx) => tx.run('INSERT INTO copy VALUES (?, ?, ?, ?, ?)', [id, 'd', 'v', level, at]))
const receipt = () =>
  put((tx) =>
    tx.run("INSERT INTO receipt VALUES ('mmu', 1, ?, 1, 'final', 'PRINT_READY_RECORD', ?, '', '', 'bag')", [
      id,
      NOW,
    ]),
  )
const devices = () => devicesHolding(open.station, id)
const once = () =>
  open.station.read.get<{ once: number }>(
    `SELECT ${isOnceOnly('r.id', provenWithin(open.station))} AS once FROM recording r`,
  )!.once
const longAgo = '2026-10-01T00:00:00.000Z'

test('what was written and not read back is no copy', async () => {
  await copy('L0')
  expect([devices(), once()]).toEqual([1, 1])
  await put((tx) => tx.run("INSERT INTO volume_check VALUES ('d', 'v', 'L1', ?)", [NOW]))
  expect([devices(), once()]).toEqual([2, 0])
})

test('a copy counts as long as the policy says, and again once it is verified', async () => {
  await copy('L1', longAgo)
  expect([devices(), once()]).toEqual([1, 1])
  expect(custodyOf(open.station.read, open.station, id).disks).toMatchObject([{ level: 'L1', counts: false }])
  await put((tx) => tx.run("INSERT INTO volume_check VALUES ('d', 'v', 'L2', ?)", [NOW]))
  expect([devices(), once()]).toEqual([2, 0])
  expect(custodyOf(open.station.read, open.station, id).disks).toMatchObject([
    { level: 'L2', at: NOW, counts: true },
  ])
})

test.each(['lost', 'retired'])('a disk that is %s holds nothing', async (state) => {
  await copy('L2')
  await put((tx) => tx.run('UPDATE disk SET state = ?', [state]))
  expect([devices(), once()]).toEqual([1, 1])
})

test('a packet that left this computer is counted where it is; a receipt answers for it', async () => {
  await copy('L2')
  await put((tx) =>
    tx.run("INSERT INTO purged VALUES (?, ?, ?, 'o', 'gone', '{}')", [id, open.station.epoch.id, NOW]),
  )
  expect([devices(), once()]).toEqual([1, 1])
  expect(custodyOf(open.station.read, open.station, id).here).toBe(false)
  await receipt()
  expect([devices(), once()]).toEqual([1, 0])
})

test.each([
  ['here alone', []],
  ['written, not read back', ['L0']],
  ['on a disk too', ['L1']],
  ['received', ['receipt']],
  ['on a disk and received', ['L2', 'receipt']],
])('the rule in SQL is the rule of the contract: %s', async (_, has) => {
  for (const what of has) await (what === 'receipt' ? receipt() : copy(what))
  expect(once() === 0).toBe(mayGo(devices(), has.includes('receipt')))
})
