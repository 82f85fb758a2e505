import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { CENTRAL_STATUSES } from '../../../contract/status.ts'
import { canBeReported, canStep } from '../../../contract/status-transitions.ts'
import { isFault } from '../../../lib/fault.ts'
import { openTestStation, seedRecordings, type TestStation } from '../../testing/index.ts'
import { setStatus, type StatusChange, statusOf } from './status.ts'

let open: TestStation
afterEach(() => open.close())

const at = '2026-11-23T05:00:00.000Z'
const set = (change: Omit<StatusChange, 'at'>) =>
  open.station.write.transaction((tx) => setStatus(tx, open.station, { at, ...change }))

test('the way of a record, with its audit; what it already is changes nothing', async () => {
  open = await openTestStation()
  const [recording] = (await seedRecordings(open.station, 1, { bytes: 3000 })) as [string]
  await set({ recording, to: 'PROCESSING', by: 'station' })
  await set({ recording, to: 'PROCESSING', by: 'station' })
  await set({ recording, to: 'SENT_FOR_ENROLLMENT', by: 'station' })
  // Offline for a week: the result comes, not the way.
  expect(await set({ recording, to: 'PRINT_READY_RECORD', by: 'central' })).toEqual({
    status: 'PRINT_READY_RECORD',
    attempt: 1,
  })
  const acts = open.station.read.all<{ act: string }>(
    "SELECT act FROM audit WHERE subject = ? AND act LIKE 'status.%' ORDER BY seq",
    [recording],
  )
  expect(acts.map(({ act }) => act)).toEqual([
    'status.processing',
    'status.sent-for-enrollment',
    'status.print-ready-record',
  ])
})

test('a reset raises the attempt; nobody but the centre says unique', async () => {
  open = await openTestStation()
  const [recording] = (await seedRecordings(open.station, 1, { bytes: 3000 })) as [string]
  await expect(set({ recording, to: 'PRINT_READY_RECORD', by: 'station' })).rejects.toMatchObject({
    code: 'STATUS-IMPOSSIBLE',
    params: { from: 'BIO_CAPTURED', to: 'PRINT_READY_RECORD' },
  })
  await set({ recording, to: 'PROCESSING', by: 'station' })
  await set({ recording, to: 'SENT_FOR_ENROLLMENT', by: 'station' })
  expect(await set({ recording, to: 'BIO_CAPTURED', by: 'reset', note: 'SFE lama' })).toEqual({
    status: 'BIO_CAPTURED',
    attempt: 2,
  })
  await expect(set({ recording: '0'.repeat(26), to: 'PROCESSING', by: 'station' })).rejects.toMatchObject({
    code: 'NOT-FOUND',
  })
})

test('random words never move a status where the vocabulary does not let it go', async () => {
  open = await openTestStation()
  const [recording] = (await seedRecordings(open.station, 1, { bytes: 3000 })) as [string]
  const word = fc.record({
    to: fc.constantFrom(...CENTRAL_STATUSES),
    by: fc.constantFrom('station', 'central', 'reset'),
  })
  await fc.assert(
    fc.asyncProperty(word, async ({ to, by }) => {
      const before = statusOf(open.station.read, recording)!
      const may = by === 'central' ? canBeReported(before.status, to) : canStep(before.status, to, by)
      const error = await set({ recording, to, by }).catch((e: unknown) => e)
      const after = statusOf(open.station.read, recording)!
      expect(isFault(error)).toBe(!may && before.status !== to)
      expect(after.status).toBe(may || before.status === to ? to : before.status)
      expect(after.attempt - before.attempt).toBe(may && by === 'reset' && before.status !== to ? 1 : 0)
    }),
    { numRuns: 200 },
  )
})
