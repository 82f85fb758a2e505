import { call } from '@orpc/server'
import { afterEach, expect, test } from 'vitest'
import type { Checklist, Item, List } from '../../contract/checklist.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { boardHandlers } from './handlers.ts'

let open: TestStation
afterEach(() => open.close())

const listed = (day?: string): Promise<Checklist> =>
  call(boardHandlers.checklist, day === undefined ? {} : { day }, { context: open.context })
const itemOf = ({ lists }: Checklist, list: List, item: Item) =>
  lists.find((one) => one.list === list)!.items.find((one) => one.item === item)!
const signedOf = ({ lists }: Checklist, list: List) => lists.find((one) => one.list === list)!.signed

test('what the station knows is worked out anew each time, from the rows themselves', async () => {
  open = await openTestStation({ start: '2026-11-23T01:00:00.000Z' })
  const { station, ports } = open
  ports.setSpace({ free: 20e9, bytes: 100e9 })
  const fresh = await listed()
  expect(fresh.day).toBe('2026-11-23')
  expect(
    fresh.lists.flatMap(({ items }) => items).filter(({ kind, ok }) => kind === 'fact' && !ok),
  ).toMatchObject([{ item: 'report' }])
  await seedRecordings(station, 2, { bytes: 3000 })
  ports.setSpace({ free: 4e9, bytes: 100e9 })
  await station.write.transaction((tx) => {
    tx.run(
      `INSERT INTO queue_ticket (id, epoch, day, number, name, purpose, state, created_at) VALUES ('t', 'e', '2026-11-22', 1, 'IBU', 'new', 'waiting', 't')`,
    )
    tx.run(
      `INSERT INTO disk (id, label, kind, colour, place, fs_id, fs, paired_at, state, due_on)
       VALUES ('d', 'd', 'rotation', 'red', '', '', 'ext4', '2026-11-01T00:00:00.000Z', 'paired', '2026-11-22')`,
    )
    tx.run(
      `INSERT INTO draft (id, nik, step, biodata, operator, created_at, updated_at, key, parked)
       VALUES ('p', 'n', 'photo', '{}', 'o', 't', 't', x'00', '{"reason":"hujan","callOn":"2026-11-23"}'),
              ('q', 'n', 'photo', '{}', 'o', 't', 't', x'00', NULL)`,
    )
  })
  const now = await listed()
  const of = (list: List, item: Item) => ({ ok: itemOf(now, list, item).ok, n: itemOf(now, list, item).n })
  expect(of('start', 'safe')).toEqual({ ok: false, n: 2 })
  expect(of('start', 'disks')).toEqual({ ok: false, n: 1 })
  expect(of('start', 'carried')).toEqual({ ok: false, n: 1 })
  expect(of('start', 'call-back')).toEqual({ ok: false, n: 1 })
  expect(of('start', 'space')).toEqual({ ok: false, n: 4000 })
  expect(of('end', 'queue')).toEqual({ ok: false, n: 1 })
  expect(of('end', 'drafts')).toEqual({ ok: false, n: 1 })
  expect(of('end', 'backup')).toEqual({ ok: false, n: 2 })
  ports.clock.advance(60_000)
  await station.write.transaction((tx) => {
    for (const { id } of tx.all<{ id: string }>('SELECT id FROM recording'))
      tx.run("INSERT INTO copy (packet, disk, volume, level, at) VALUES (?, 'd', 'v', 'L1', ?)", [
        id,
        ports.now().toISOString(),
      ])
    tx.run("INSERT INTO volume_check VALUES ('d', 'v', 'L1', ?)", [ports.now().toISOString()])
  })
  const later = await listed()
  expect(itemOf(later, 'end', 'backup')).toMatchObject({ ok: true, n: 0 })
  expect(itemOf(later, 'end', 'safe')).toMatchObject({ ok: true, n: 0 })
})

test('a tick is of who set it, can be taken back, and is for nothing that the station knows', async () => {
  open = await openTestStation({ start: '2026-11-23T01:00:00.000Z' })
  const { context, station } = open
  const tick = (list: List, item: Item, done: boolean) =>
    call(boardHandlers.tick, { list, item, done }, { context })
  expect(itemOf(await tick('end', 'away', true), 'end', 'away')).toEqual({
    item: 'away',
    kind: 'hand',
    ok: true,
    n: null,
    ticked: { by: station.actor.account, at: '2026-11-23T01:00:00.000Z' },
  })
  expect(itemOf(await tick('end', 'away', false), 'end', 'away')).toMatchObject({ ok: false, ticked: null })
  for (const [list, item] of [
    ['end', 'queue'],
    ['start', 'away'],
  ] as const)
    await expect(tick(list, item, true)).rejects.toMatchObject({ code: 'BOARD-FACT' })
})

test('a list is signed with what is open, stays in the daybook as it was, and the next day begins anew', async () => {
  open = await openTestStation({ start: '2026-11-23T01:00:00.000Z' })
  const { context, station, ports } = open
  await seedRecordings(station, 1, { bytes: 3000 })
  await call(boardHandlers.tick, { list: 'start', item: 'paper', done: true }, { context })
  ports.clock.advance(1000)
  await call(boardHandlers.sign, { list: 'start', note: 'pemindai menyusul' }, { context })
  const signed = signedOf(await listed(), 'start')
  expect(signed).toEqual({
    by: station.actor.account,
    at: '2026-11-23T01:00:01.000Z',
    note: 'pemindai menyusul',
    open: ['safe', 'devices'],
  })
  ports.clock.advance(86_400_000)
  expect(signedOf(await listed(), 'start')).toBeNull()
  const before = await listed('2026-11-23')
  expect(signedOf(before, 'start')).toEqual(signed)
  expect(signedOf(before, 'end')).toBeNull()
  // As it was then, whatever became of it.
  await station.write.transaction((tx) => tx.run('DELETE FROM recording'))
  expect(itemOf(await listed('2026-11-23'), 'start', 'safe')).toMatchObject({ ok: false, n: 1 })
  expect(itemOf(await listed('2026-11-23'), 'start', 'paper').ticked?.at).toBe('2026-11-23T01:00:00.000Z')
  const acts = station.read.all<{ act: string }>(
    "SELECT act FROM audit WHERE act LIKE 'board.%' ORDER BY seq",
  )
  expect(acts.map(({ act }) => act)).toEqual(['board.ticked', 'board.signed'])
})
