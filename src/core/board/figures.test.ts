import { call } from '@orpc/server'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import type { WriteTx } from '../db/handles.ts'
import { setStatus } from '../enrolment/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { boardHandlers, showBoard } from './handlers.ts'

let open: TestStation
afterEach(() => open.close())

function disk(tx: WriteTx, id: string, state = 'paired'): void {
  tx.run(
    `INSERT INTO disk (id, label, kind, colour, place, fs_id, fs, paired_at, state)
     VALUES (?, ?, 'rotation', 'red', '', '', 'ext4', '2026-11-23T00:00:00.000Z', ?)`,
    [id, id, state],
  )
}

function copy(tx: WriteTx, packet: string, on: string, level: string): void {
  tx.run(
    "INSERT INTO copy (packet, disk, volume, level, at) VALUES (?, ?, 'v', ?, '2026-11-23T02:00:00.000Z')",
    [packet, on, level],
  )
}

test('an empty station has a board of zeros and its disk', async () => {
  open = await openTestStation()
  open.ports.setSpace({ free: 5, bytes: 10 })
  expect(await call(boardHandlers.show, {}, { context: open.context })).toEqual({
    today: { recorded: 0, suket: 0, onceOnly: 0, safe: 0, drafts: 0 },
    total: { recorded: 0, received: 0, waiting: 0, exported: 0 },
    statuses: [],
    copies: { hereOnly: 0, oneDisk: 0, twoOrMore: 0 },
    disk: { free: 5, bytes: 10 },
  })
})

test('today is the day of the station, and only a copy that was read back makes anyone safe', async () => {
  open = await openTestStation({ start: '2026-11-22T15:59:59.000Z' })
  const { station, ports } = open
  const [yesterday] = await seedRecordings(station, 1, { bytes: 3000 })
  ports.clock.advance(1000)
  const [a, b, c] = await seedRecordings(station, 3, { bytes: 3000, from: 2 })
  await station.write.transaction((tx) => {
    disk(tx, 'red')
    disk(tx, 'blue')
    disk(tx, 'gone', 'lost')
    copy(tx, yesterday!, 'red', 'L1')
    copy(tx, yesterday!, 'blue', 'L2')
    copy(tx, a!, 'red', 'L1')
    copy(tx, b!, 'red', 'L0')
    copy(tx, c!, 'gone', 'L2')
    setStatus(tx, station, { recording: a!, to: 'PROCESSING', by: 'station', at: '2026-11-23T03:00:00.000Z' })
  })
  const board = await showBoard(station)
  expect(board.today).toEqual({ recorded: 3, suket: 0, onceOnly: 2, safe: 1, drafts: 0 })
  expect(board.copies).toEqual({ hereOnly: 2, oneDisk: 1, twoOrMore: 1 })
  expect(board.statuses).toEqual([
    { status: 'BIO_CAPTURED', count: 3, oldest: '2026-11-22T15:59:59.000Z' },
    { status: 'PROCESSING', count: 1, oldest: '2026-11-23T03:00:00.000Z' },
  ])
})

test('whatever the copies and receipts, the figures agree with each other', async () => {
  open = await openTestStation()
  const { station } = open
  const ids = await seedRecordings(station, 12, { bytes: 3000 })
  await station.write.transaction((tx) => {
    for (const id of ['red', 'blue']) disk(tx, id)
  })
  const held = fc.record({ red: fc.boolean(), blue: fc.boolean(), receipt: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(held, { minLength: 12, maxLength: 12 }), async (holdings) => {
      await station.write.transaction((tx) => {
        tx.run('DELETE FROM copy')
        tx.run('DELETE FROM receipt')
        for (const [i, { red, blue, receipt }] of holdings.entries()) {
          if (red) copy(tx, ids[i]!, 'red', 'L1')
          if (blue) copy(tx, ids[i]!, 'blue', 'L2')
          if (!receipt) continue
          tx.run(
            "INSERT INTO receipt VALUES ('mmu', ?, ?, 1, 'central', 'RECEIVED_AT_CENTRAL', '', '', '', 'upload')",
            [i + 1, ids[i]!],
          )
        }
      })
      const { today, total, copies } = await showBoard(station)
      const disks = holdings.map(({ red, blue }) => Number(red) + Number(blue))
      expect(copies.hereOnly).toBe(disks.filter((n) => n === 0).length)
      expect(copies.hereOnly + copies.oneDisk + copies.twoOrMore).toBe(total.recorded)
      expect(total.received + total.waiting).toBe(total.recorded)
      expect(total.received).toBe(holdings.filter(({ receipt }) => receipt).length)
      expect(today.safe + today.onceOnly).toBe(today.recorded)
    }),
    { numRuns: 25 },
  )
})
