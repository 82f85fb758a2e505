import { afterAll, beforeAll, expect, test } from 'vitest'
import fc from 'fast-check'
import { provenWithin } from '../enrolment/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { placesHolding, tidyPlace } from './places.ts'

const NOW = '2026-11-23T01:00:00.000Z'
const OLD = '2026-09-01T00:00:00.000Z'
let on: TestStation
let packet: string
beforeAll(async () => {
  on = await openTestStation({ start: NOW })
  packet = (await seedRecordings(on.station, 1, { bytes: 3000 }))[0]!
})
afterAll(() => on.close())

const disk = fc.record({
  place: fc.constantFrom('laci', 'Laci', '  laci ', 'rumah  camat', 'rumah camat', ''),
  level: fc.constantFrom('L0', 'L1', 'L2'),
  at: fc.constantFrom(NOW, OLD),
  state: fc.constantFrom('paired', 'lost', 'retired'),
})

test('two disks in one drawer are one place; what is old, unread or lost is in none', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(disk, { maxLength: 5 }), async (disks) => {
      await on.station.write.transaction((tx) => {
        tx.run('DELETE FROM copy')
        tx.run('DELETE FROM disk')
        for (const [n, { place, level, at, state }] of disks.entries()) {
          tx.run(
            `INSERT INTO disk (id, label, kind, colour, place, fs_id, fs, paired_at, state)
             VALUES (?, 'A', 'rotation', 'teal', ?, '', 'ext4', ?, ?)`,
            [`d${n}`, tidyPlace(place), NOW, state],
          )
          tx.run('INSERT INTO copy VALUES (?, ?, ?, ?, ?)', [packet, `d${n}`, 'v', level, at])
        }
      })
      const good = disks.filter(({ level, at, state }) => level !== 'L0' && at === NOW && state === 'paired')
      const model = new Set(good.map(({ place }) => place.toLowerCase().trim().replace('  ', ' ')))
      const found = on.station.read.get<{ n: number }>(
        `SELECT ${placesHolding(':packet', provenWithin(on.station))} AS n`,
        { packet },
      )
      expect(found?.n).toBe(model.size)
    }),
    { numRuns: 60 },
  )
})
