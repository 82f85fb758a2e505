import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { chosenPackets, planned } from './choose.ts'

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

test('a recording whose exceptions wait for a penyelia is in no bag, also when it is named', async () => {
  await except(null)
  expect(chosenPackets(open.station.read, {}).map(({ id }) => id)).toEqual([ids[0], ids[2]])
  expect(planned(open.station.read).packets).toBe(2)
  for (const again of [undefined, 'drive pertama hilang'])
    expect(() => chosenPackets(open.station.read, { ids: [ids[1]!], again })).toThrow('EXPORT-HELD')
})

test('once approved it goes with the others', async () => {
  await except('penyelia')
  expect(chosenPackets(open.station.read, {}).map(({ id }) => id)).toEqual(ids)
})
