import { call } from '@orpc/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AuditFilter } from '../../contract/audit.ts'
import { router } from '../router.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { listEntries } from './queries.ts'
import { recordAct } from './record-act.ts'

const ROWS = 100_000
const ACTORS = ['siti', 'budi', 'rekam', 'andi'] as const

let open: TestStation
let ids: string[]
/** Makassar, eight hours ahead: the 23rd ends there at 16:00 UTC. */
beforeAll(async () => {
  open = await openTestStation({ actor: { account: 'penyelia', role: 'penyelia' } })
  const { station, ports } = open
  ids = await seedRecordings(station, 3)
  ports.clock.set('2026-11-23T15:00:00.000Z')
  await station.write.transaction((tx) => {
    for (let n = 0; n < ROWS; n++) {
      const by = { ...station, actor: { account: ACTORS[n % ACTORS.length]! } }
      if (n === ROWS / 2) ports.clock.set('2026-11-23T16:00:00.000Z')
      const [act, subject] = n % 1000 === 7 ? ['recording.read', ids[n % 3]!] : ['recordings.other', `x-${n}`]
      recordAct(tx, by, act, subject)
    }
  })
}, 120_000)
afterAll(() => open.close())

const nikOf = (id: string) =>
  open.station.read.get<{ nik: string }>('SELECT nik FROM recording WHERE id = ?', [id])!.nik

/** All that fits, page by page as the window asks. */
async function all(filter: AuditFilter) {
  const limit = 500
  const found = []
  for (let before: number | undefined; ; ) {
    const page = await call(router.audit.list, { ...filter, before, limit }, { context: open.context })
    found.push(...page)
    if (page.length < limit) return found
    before = page.at(-1)!.n
  }
}

test(`${ROWS} acts are paged to their end, each once, the latest first`, async () => {
  // That values were seen is an act, which the look that it speaks of does not show.
  const { n } = open.station.read.get<{ n: number }>('SELECT count(*) AS n FROM audit')!
  const found = await all({})
  expect(found).toHaveLength(n)
  expect(found.map(({ seq }) => seq)).toEqual(Array.from({ length: n }, (_, i) => n - i))
})

test('one resident among all of them: their recordings and letters, under an old NIK and a corrected one', async () => {
  const { station } = open
  const [id] = ids as [string]
  const nik = nikOf(id)
  const reads = (found: { act: string; subject: string }[]) =>
    found.filter(({ act }) => act === 'recording.read')
  const began = performance.now()
  const found = await all({ about: nik })
  process.stdout.write(`audit of one resident among ${ROWS}: ${(performance.now() - began).toFixed(0)} ms\n`)
  expect(reads(found).length).toBeGreaterThan(30)
  expect(new Set(reads(found).map(({ subject }) => subject))).toEqual(new Set([id]))
  expect(found.every(({ subject }) => !ids.slice(1).includes(subject))).toBe(true)
  // A correction of the NIK: both numbers lead to the same person.
  await station.write.transaction((tx) => {
    tx.run(
      `INSERT INTO recording (id, epoch, seq, kind, amends, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
       SELECT 'corrected', epoch, 9999, 'amendment', id, '5272015503900009', name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof
       FROM recording WHERE id = ?`,
      [id],
    )
    recordAct(tx, station, 'recording.sealed', 'corrected')
  })
  const subjects = async (about: string) => new Set((await all({ about })).map(({ subject }) => subject))
  expect(await subjects('5272015503900009')).toEqual(await subjects(nik))
  expect(await subjects(nik)).toContain('corrected')
  expect(await all({ about: '5272015503900002' })).toEqual([])
})

test('by account, by act or a whole room, and by the days of the station', async () => {
  expect(await all({ actor: 'budi' })).toHaveLength(ROWS / 4)
  expect(await all({ actor: 'bud' })).toEqual([])
  const reads = await all({ act: 'recording.read' })
  expect(reads).toHaveLength(ROWS / 1000)
  const room = await all({ act: 'recording' })
  expect(room.length).toBeGreaterThan(reads.length)
  expect(room.every(({ act }) => act.startsWith('recording.'))).toBe(true)
  const day = await all({ from: '2026-11-23', until: '2026-11-23', act: 'recordings' })
  expect(day.at(0)!.at < '2026-11-23T16:00:00.000Z').toBe(true)
  const next = await all({ from: '2026-11-24', act: 'recordings' })
  expect(day.length + next.length).toBe(ROWS - ROWS / 1000)
  expect(next).toHaveLength(day.length)
  expect(await all({ actor: 'siti', act: 'recording.read', until: '2026-11-22' })).toEqual([])
})

test('asking about a resident is an act, once for one look through; asking for anything else is none', async () => {
  const { read } = open.station
  const searches = () =>
    read.get<{ n: number }>("SELECT count(*) AS n FROM audit WHERE act = 'audit.searched'")!.n
  open.ports.clock.advance(3600_000)
  const before = searches()
  await all({ about: nikOf(ids[1]!) })
  await all({ about: nikOf(ids[1]!) })
  await all({ actor: 'siti' })
  expect(searches()).toBe(before + 1)
  const zone = open.station.profile.station.zone
  const [entry] = listEntries(read, { act: 'audit.searched', limit: 1, zone })
  expect(entry).toMatchObject({ actor: 'penyelia', subject: '' })
  expect(entry!.commitment).toMatch(/^[0-9a-f]{64}$/)
})
