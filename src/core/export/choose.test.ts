import { afterEach, beforeEach, expect, test } from 'vitest'
import type { WriteTx } from '../db/handles.ts'
import { ordersUnderWay } from '../upload/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { chosenPackets, planned } from './choose.ts'
import { forgetIntended, noteIntended } from './intended.ts'
import { whileMaking } from './running.ts'

let open: TestStation
let ids: string[]

beforeEach(async () => {
  open = await openTestStation()
  ids = await seedRecordings(open.station, 3)
})
afterEach(() => open.close())

const except = (approvedBy: string | null) =>
  open.station.write.transaction((tx) =>
    tx.run(
      "INSERT INTO recording_exception (recording, slot, reason, approved_by) VALUES (?, 'iris-left', 'netra', ?)",
      [ids[1]!, approvedBy],
    ),
  )

/** A bag that was made and carries an order for the first recording's card. */
function inBag(tx: WriteTx, order: string): void {
  tx.run(
    `INSERT INTO bag (id, epoch, seq, made_at, folder, packets, bytes, state, operator) VALUES ('bag', 'e', 1, '', '', 0, 0, 'made', 'o')`,
  )
  tx.run(`INSERT INTO bag_order (bag, order_id, want, packet) VALUES ('bag', ?, 'grant', ?)`, [
    order,
    ids[0]!,
  ])
}

test('a recording whose exceptions wait for a penyelia is in no bag, also when it is named', async () => {
  await except(null)
  expect(chosenPackets(open.station.read, {}).map(({ id }) => id)).toEqual([ids[0], ids[2]])
  expect(planned(open.station.read).packets).toBe(2)
  for (const again of [undefined, 'drive pertama hilang'])
    expect(() => chosenPackets(open.station.read, { ids: [ids[1]!], again })).toThrow('EXPORT-HELD')
})

test('a recording that is named goes with its amendments, and one that there is not is nobody', async () => {
  const { read, write } = open.station
  const [first = ''] = ids
  await write.transaction((tx) => {
    tx.run(
      `INSERT INTO recording (id, epoch, seq, kind, amends, amendment, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
       SELECT '7' || substr(id, 2), epoch, seq + 1000, 'amendment', id, '{"kind":"supplement","reason":"jari"}', nik, name, birth_date, biodata, sealed_at,
         operator, sha256, bytes, head, proof FROM recording WHERE id = ?`,
      [first],
    )
    tx.run(
      `INSERT INTO recording_status (recording, status, at, attempt) SELECT '7' || substr(recording, 2), status, at, attempt FROM recording_status WHERE recording = ?`,
      [first],
    )
  })
  const amendment = `7${first.slice(1)}`
  expect(chosenPackets(read, { ids: [first] }).map(({ id }) => id)).toEqual([first, amendment])
  expect(() => chosenPackets(read, { ids: [first, '0'.repeat(26)] })).toThrow('NOT-FOUND')
})

test('once approved it goes with the others', async () => {
  await except('penyelia')
  expect(chosenPackets(open.station.read, {}).map(({ id }) => id)).toEqual(ids)
})

test('the plan counts what the choice would take: not what lies in a bag, nor what may lie in one that was cut off', async () => {
  const { read, write } = open.station
  const [first, second, third] = ids as [string, string, string]
  const sizes = read
    .all<{ bytes: number }>('SELECT bytes FROM recording ORDER BY seq')
    .map(({ bytes }) => bytes)
  expect(planned(read)).toEqual({
    packets: 3,
    bytes: sizes.reduce((sum, size) => sum + size),
    exportedBefore: 0,
    interrupted: 0,
    orders: 0,
    ordersBefore: 0,
    ordersInterrupted: 0,
  })
  await write.transaction((tx) => {
    noteIntended(tx, 'cut off', [
      { id: second, attempt: 1 },
      { id: third, attempt: 2 },
    ])
    tx.run(
      `INSERT INTO bag (id, epoch, seq, made_at, folder, packets, bytes, state, operator) VALUES ('bag', 'e', 1, '', '', 1, 1, 'made', 'o')`,
    )
    tx.run(`INSERT INTO bag_item (bag, packet, attempt) VALUES ('bag', ?, 1)`, [first])
  })
  expect(planned(read)).toMatchObject({ packets: 1, bytes: sizes[2], exportedBefore: 1, interrupted: 1 })
  expect(chosenPackets(read, {}).map(({ id }) => id)).toEqual([third])
})

test('print orders that may lie in a bag that was cut off are not new: nothing demands them again before their drive is here', async () => {
  const { read, write } = open.station
  await write.transaction((tx) => {
    tx.run("UPDATE recording_status SET status = 'UNREGISTERED'")
    for (const [n, id] of ids.slice(0, 2).entries())
      tx.run(
        `INSERT INTO card (recording, state, order_id, fence, ordered_at, order_epoch) VALUES (?, 'ordered', ?, 0, 't', (SELECT epoch FROM change_counter))`,
        [id, `o${n}`],
      )
    noteIntended(tx, 'cut off', [], [{ order: 'o0', want: 'grant' }])
  })
  expect(planned(read)).toMatchObject({ orders: 1, ordersBefore: 0, ordersInterrupted: 1 })
  expect(chosenPackets(read, {})).toEqual([])
  await write.transaction((tx) =>
    noteIntended(
      tx,
      'cut off',
      [],
      ['o0', 'o1'].map((order) => ({ order, want: 'grant' })),
    ),
  )
  expect(planned(read)).toMatchObject({ orders: 0, ordersBefore: 0, ordersInterrupted: 2 })
  expect([...ordersUnderWay(read)].toSorted()).toEqual(['o0 grant', 'o1 grant'])
  expect(() => chosenPackets(read, {})).toThrow('EXPORT-INTERRUPTED')
  expect(chosenPackets(read, { again: 'drive rusak' })).toEqual([])
  // One that is being written just now is on its way, and perhaps nowhere.
  await whileMaking('cut off', async () =>
    expect(planned(read)).toMatchObject({ orders: 0, ordersBefore: 2, ordersInterrupted: 0 }),
  )
  // In a bag that was made it is known to lie there.
  await write.transaction((tx) => inBag(tx, 'o0'))
  expect(planned(read)).toMatchObject({ orders: 0, ordersBefore: 1, ordersInterrupted: 1 })
  expect(() => chosenPackets(read, {})).toThrow('EXPORT-AGAIN')
  await write.transaction((tx) => forgetIntended(tx, 'cut off'))
  expect(planned(read)).toMatchObject({ orders: 1, ordersBefore: 1, ordersInterrupted: 0 })
})

test('print orders alone are reason enough for a bag, once: in a bag under way they need another one', async () => {
  const { read, write } = open.station
  await write.transaction((tx) => {
    tx.run("UPDATE recording_status SET status = 'UNREGISTERED'")
    tx.run(
      `INSERT INTO card (recording, state, order_id, fence, ordered_at, order_epoch) VALUES (?, 'ordered', 'o', 0, 't', (SELECT epoch FROM change_counter))`,
      [ids[0]!],
    )
  })
  expect(planned(read)).toMatchObject({ packets: 0, orders: 1, ordersBefore: 0 })
  expect(chosenPackets(read, {})).toEqual([])
  await write.transaction((tx) => inBag(tx, 'o'))
  expect(planned(read)).toMatchObject({ packets: 0, orders: 0, ordersBefore: 1 })
  expect(() => chosenPackets(read, {})).toThrow('EXPORT-AGAIN')
  expect(chosenPackets(read, { again: 'drive pertama hilang' })).toEqual([])
  // Granted by line: nothing is open any more, in this bag or elsewhere.
  await write.transaction((tx) => tx.run("UPDATE card SET state = 'granted'"))
  expect(() => chosenPackets(read, {})).toThrow('EXPORT-NOTHING')
})
