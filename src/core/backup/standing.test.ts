import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COPIES, counts, provenWithin } from '../enrolment/index.ts'
import { openTestStation } from '../testing/index.ts'
import { runBackup } from './backup.ts'
import { nodeDisk } from './disk/io.ts'
import { handsHere } from './engine/hands.ts'
import { pairDisk } from './pair.ts'
import { backupStatus } from './status.ts'
import { mediumDisk, onMedium, plugFolder } from './testing/desk.ts'
import { seedPackets } from './testing/seed.ts'
import { verifyForStation } from './verify/verify.ts'

const DAY = 86_400_000
const onCache = { io: nodeDisk, hands: () => handsHere(nodeDisk) }

async function desk() {
  const on = await openTestStation()
  const volume = plugFolder(on)
  const { id } = await pairDisk(on.station, { mount: volume.mount, kind: 'desk', label: 'MEJA', place: '' })
  return {
    on,
    id,
    seal: () => seedPackets(on.station, 1),
    run: (how: typeof onCache) => runBackup(on.station, volume.mount, how),
    verify: (io = mediumDisk) => verifyForStation(on.station, volume.mount, { hands: () => handsHere(io) }),
    disk: async () => (await backupStatus(on.station)).disks[0]!,
  }
}

test('a copy that was only written is on the disk and does not count, until it is read from the medium', async () => {
  const { on, seal, run, verify, disk } = await desk()
  await seal()
  expect(await disk()).toMatchObject({ behind: 1, unproven: 0, level: null })
  await run(onCache)
  expect(await disk()).toMatchObject({ behind: 0, packets: 1, unproven: 1, level: 'L0' })
  expect(await backupStatus(on.station)).toMatchObject({ onceOnly: 1, onceOnlyPeople: 1 })
  await verify(nodeDisk)
  expect(await disk()).toMatchObject({ unproven: 1, level: 'L0' })
  await verify()
  expect(await disk()).toMatchObject({ behind: 0, unproven: 0, level: 'L1' })
  await on.close()
})

test("a proof older than the policy's days counts no more; reading it again mends that", async () => {
  const { on, seal, run, verify, disk } = await desk()
  await seal()
  await run(onMedium)
  expect(await disk()).toMatchObject({ unproven: 0, level: 'L1' })
  on.ports.clock.advance((on.station.profile.policies.copies.verifiedWithinDays + 1) * DAY)
  await seal()
  await run(onMedium)
  expect(await disk()).toMatchObject({ behind: 0, packets: 2, unproven: 1, level: 'L1' })
  await verify()
  expect(await disk()).toMatchObject({ unproven: 0 })
  await on.close()
})

test('whatever happens, it is the number of copies that the one rule does not count', async () => {
  const step = fc.oneof(
    fc.constantFrom('cache', 'medium', 'verify', 'verify in the cache'),
    fc.integer({ min: -40, max: 40 }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 7 }), async (steps) => {
      const { on, id, seal, run, verify, disk } = await desk()
      try {
        await seal()
        await run(onMedium)
        for (const one of steps) {
          if (typeof one === 'number') on.ports.clock.advance(one * DAY)
          else if (one === 'verify') await verify()
          else if (one === 'verify in the cache') await verify(nodeDisk)
          else {
            await seal()
            await run(one === 'medium' ? onMedium : onCache)
          }
        }
        const { n } = on.station.read.get<{ n: number }>(
          `SELECT count(*) AS n FROM ${COPIES} WHERE c.disk = ? AND NOT (${counts(provenWithin(on.station))})`,
          [id],
        )!
        expect((await disk()).unproven).toBe(n)
      } finally {
        await on.close()
      }
    }),
    { numRuns: 8 },
  )
})
