import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { setStatus } from '../../enrolment/index.ts'
import { openTestStation, type TestStation } from '../../testing/index.ts'
import { lookForPackets } from '../absent.ts'
import { runBackup } from '../backup.ts'
import { diskNotes } from '../disk-notes.ts'
import { reportLost } from '../lose.ts'
import { pairDisk } from '../pair.ts'
import { backupStatus } from '../status.ts'
import { onMedium, plugFolder } from '../testing/desk.ts'
import { type Seeded, seedPackets } from '../testing/seed.ts'
import { finishPurge, planPurge, purge } from './purge.ts'
import { heldBy, type Standing } from './rule.ts'

const NOW = '2026-11-26T02:00:00.000Z'
const DAY = 86_400_000
const PENYELIA = { account: 'penyelia', role: 'penyelia' } as const
let on: TestStation
let packets: Seeded[]
beforeEach(async () => {
  on = await openTestStation({
    actor: PENYELIA,
    start: '2026-01-05T02:00:00.000Z',
    profile: (profile) => ({ ...profile, retention: { recordingDays: 100 } }),
  })
  packets = await seedPackets(on.station, 3)
  on.ports.clock.set(NOW)
})
afterEach(() => on.close())

const put = (sql: string, ...params: (string | number)[]) =>
  on.station.write.transaction((tx) => tx.run(sql, params))
const disk = (id: string, place: string, state = 'paired') =>
  put(
    `INSERT INTO disk (id, label, kind, colour, place, fs_id, fs, paired_at, state)
     VALUES (?, ?, 'rotation', 'teal', ?, '', 'ext4', ?, ?)`,
    id,
    id,
    place,
    NOW,
    state,
  )
const copy = (packet: string, of: string, level = 'L2', at = '2026-11-20T02:00:00.000Z') =>
  put('INSERT INTO copy VALUES (?, ?, ?, ?, ?)', packet, of, 'v', level, at)
let serial = 0
const receipt = (packet: string, grade = 'final', at = '2026-02-01T02:00:00.000Z') =>
  put(
    "INSERT INTO receipt (site, serial, packet, attempt, grade, verdict, at, bytes, signature, via) VALUES ('mmu', ?, ?, 1, ?, 'PRINT_READY_RECORD', ?, '', '', 'upload')",
    ++serial,
    packet,
    grade,
    at,
  )
const ready = (recording: string) =>
  put("UPDATE recording_status SET status = 'PRINT_READY_RECORD' WHERE recording = ?", recording)
/** Everything that lets a packet go. */
async function letGo(packet: string): Promise<void> {
  await receipt(packet)
  await ready(packet)
  await copy(packet, 'A')
  await copy(packet, 'B')
}
async function twoPlaces(): Promise<void> {
  await disk('A', 'lemari')
  await disk('B', 'Dinas')
}
const release = () => purge(on.station, { token: planPurge(on.station).token, reason: 'ruang penuh' })

test('only what the rule lets go leaves, by a dry run first, and each is in the audit', async () => {
  await twoPlaces()
  const [one, two] = packets as [Seeded, Seeded, Seeded]
  await letGo(one.id)
  await receipt(two.id, 'central')
  expect(planPurge(on.station)).toMatchObject({
    packets: 1,
    held: { receipt: 2, retention: 0, copies: 0 },
    listed: [one.id],
    retentionDays: 100,
  })
  expect(existsSync(one.path)).toBe(true)
  expect(await release()).toMatchObject({ packets: 1 })
  expect([one, two].map(({ path }) => [existsSync(path), existsSync(`${path}.minisig`)])).toEqual([
    [false, false],
    [true, true],
  ])
  expect(
    on.station.read.get("SELECT count(*) AS n FROM audit WHERE act = 'purge.released' AND subject = ?", [
      one.id,
    ]),
  ).toEqual({ n: 1 })
  expect(planPurge(on.station)).toMatchObject({ packets: 0 })
  await expect(release()).rejects.toMatchObject({ code: 'BACKUP-PURGE-NOTHING' })
})

test('what left counts as one device less, and no disk is told that it lacks it', async () => {
  await twoPlaces()
  const [one] = packets as [Seeded]
  await letGo(one.id)
  await release()
  await disk('C', 'rumah')
  const { disks, left } = await backupStatus(on.station)
  expect(disks.find(({ id }) => id === 'C')).toMatchObject({ behind: 2, left: 1 })
  expect(disks.find(({ id }) => id === 'A')).toMatchObject({ left: 0 })
  expect(left).toBe(1)
  const fresh = plugFolder(on)
  const { id } = await pairDisk(on.station, { mount: fresh.mount, kind: 'rotation', label: 'D', place: '' })
  expect(await runBackup(on.station, fresh.mount, onMedium)).toMatchObject({ packets: 2 })
  expect(diskNotes(on.station.read, id).notes.lacking).toEqual([])
})

test.each([
  ['an operator', async () => undefined, 'BACKUP-SUPERVISOR'],
  ['a dry run that is over', async () => letGo(packets[1]!.id), 'BACKUP-PURGE-CHANGED'],
])('%s purges nothing', async (who, meanwhile, code) => {
  await twoPlaces()
  await letGo(packets[0]!.id)
  const { token } = planPurge(on.station)
  await meanwhile()
  const station =
    who === 'an operator'
      ? { ...on.station, actor: { account: 'siti', role: 'operator' as const } }
      : on.station
  await expect(purge(station, { token, reason: 'ruang' })).rejects.toMatchObject({ code })
  expect(packets.every(({ path }) => existsSync(path))).toBe(true)
})

test.each([
  ['two disks in one drawer', async () => (await disk('A', 'Lemari'), disk('B', 'lemari'))],
  ['places that nobody wrote down', async () => (await disk('A', ''), disk('B', 'lemari'))],
  ['a disk that is lost', async () => (await disk('A', 'lemari'), disk('B', 'Dinas', 'lost'))],
  [
    'a disk with an alarm',
    async () => {
      await twoPlaces()
      await put(
        "INSERT INTO disk_alarm (id, disk, at, kind, volumes, packets) VALUES ('x', 'B', ?, 'missing', '[]', 0)",
        NOW,
      )
    },
  ],
])('%s hold back', async (_, where) => {
  await where()
  await letGo(packets[0]!.id)
  expect(planPurge(on.station)).toMatchObject({ packets: 0, held: { copies: 1 } })
})

test('copies that were not verified cold, too long ago, or in the future do not let go', async () => {
  await twoPlaces()
  const [one, two, three] = packets as [Seeded, Seeded, Seeded]
  for (const { id } of packets) {
    await receipt(id)
    await ready(id)
    await copy(id, 'A')
  }
  await copy(one.id, 'B', 'L1')
  await copy(two.id, 'B', 'L2', '2026-01-20T02:00:00.000Z')
  await copy(three.id, 'B', 'L2', '2036-01-20T02:00:00.000Z')
  expect(planPurge(on.station)).toMatchObject({ packets: 0, held: { copies: 3 } })
})

test('a clock that is ten years ahead lets nothing go', async () => {
  await twoPlaces()
  for (const { id } of packets) await letGo(id)
  on.ports.clock.set('2036-11-26T02:00:00.000Z')
  expect(planPurge(on.station).packets).toBe(0)
})

test('without a retention in the profile nothing ever leaves', async () => {
  await on.close()
  on = await openTestStation({
    actor: PENYELIA,
    start: '2026-01-05T02:00:00.000Z',
    profile: (profile) => ({ ...profile, retention: {} }),
  })
  packets = await seedPackets(on.station, 1)
  on.ports.clock.set(NOW)
  await twoPlaces()
  await letGo(packets[0]!.id)
  expect(planPurge(on.station)).toMatchObject({ packets: 0, held: { retention: 1 }, retentionDays: null })
})

test('a stop in the midst goes on at the next start, but not when a disk was lost since', async () => {
  await twoPlaces()
  const [one, two] = packets as [Seeded, Seeded]
  for (const { id } of [one, two]) {
    await letGo(id)
    await put("INSERT INTO purged VALUES (?, ?, ?, 'penyelia', 'leaving', 'x')", id, on.station.epoch.id, NOW)
  }
  await disk('C', 'rumah')
  await copy(two.id, 'C')
  await reportLost(on.station, { disk: 'A', noticedOn: '2026-11-25', circumstances: 'dicuri' })
  expect(await finishPurge(on.station)).toMatchObject({ packets: 1 })
  expect([existsSync(one.path), existsSync(two.path)]).toEqual([true, false])
  expect(on.station.read.all('SELECT packet, state FROM purged')).toEqual([{ packet: two.id, state: 'gone' }])
  expect(await finishPurge(on.station)).toEqual({ packets: 0, bytes: 0 })
})

test('what had left when the power went has left, whatever holds it back since; its signature goes too', async () => {
  await twoPlaces()
  const [one, two] = packets as [Seeded, Seeded]
  for (const { id } of [one, two]) {
    await letGo(id)
    await put("INSERT INTO purged VALUES (?, ?, ?, 'penyelia', 'leaving', 'x')", id, on.station.epoch.id, NOW)
  }
  rmSync(one.path)
  // Its battery is empty: the computer wakes up seven years back.
  on.ports.clock.set('2019-01-01T00:00:00.000Z')
  expect(await finishPurge(on.station)).toMatchObject({ packets: 1 })
  expect([existsSync(`${one.path}.minisig`), existsSync(two.path)]).toEqual([false, true])
  expect(on.station.read.all('SELECT packet, state FROM purged')).toEqual([{ packet: one.id, state: 'gone' }])
  const kept = on.station.read.all("SELECT subject FROM audit WHERE act = 'purge.kept'")
  expect(kept).toEqual([{ subject: two.id }])
  expect(await lookForPackets(on.station)).toBe(0)
})

test('a file that cannot be removed keeps none of the others, is told, and goes once it can', async () => {
  await twoPlaces()
  const [first, ...others] = packets.toSorted((a, b) => (a.id < b.id ? -1 : 1)) as [Seeded, Seeded, Seeded]
  for (const { id } of packets) await letGo(id)
  rmSync(first.path)
  mkdirSync(join(first.path, 'x'), { recursive: true })
  await expect(release()).rejects.toMatchObject({ params: { path: first.path } })
  expect(others.map(({ path }) => existsSync(path))).toEqual([false, false])
  expect(on.station.read.all("SELECT packet FROM purged WHERE state = 'leaving'")).toEqual([
    { packet: first.id },
  ])
  rmSync(first.path, { recursive: true })
  expect(await finishPurge(on.station)).toMatchObject({ packets: 1 })
})

test('two that finish at once: what one of them kept is no longer for the other to remove', async () => {
  await twoPlaces()
  const [one, two] = packets.toSorted((a, b) => (a.id < b.id ? -1 : 1)) as [Seeded, Seeded]
  for (const { id } of [one, two]) {
    await letGo(id)
    await put("INSERT INTO purged VALUES (?, ?, ?, 'penyelia', 'leaving', 'x')", id, on.station.epoch.id, NOW)
  }
  const first = finishPurge(on.station)
  // Kept by the other one, and let go by the rule again before this one comes to it.
  await put('DELETE FROM purged WHERE packet = ?', two.id)
  expect(await first).toMatchObject({ packets: 1 })
  expect([one, two].map(({ path }) => existsSync(path))).toEqual([false, true])
})

test('what stays after all goes to a disk that passed it over meanwhile', async () => {
  await twoPlaces()
  const [one] = packets as [Seeded]
  await letGo(one.id)
  await put(
    "INSERT INTO purged VALUES (?, ?, ?, 'penyelia', 'leaving', 'x')",
    one.id,
    on.station.epoch.id,
    NOW,
  )
  const fresh = plugFolder(on)
  await pairDisk(on.station, { mount: fresh.mount, kind: 'rotation', label: 'C', place: '' })
  expect(await runBackup(on.station, fresh.mount, onMedium)).toMatchObject({ packets: 2 })
  await reportLost(on.station, { disk: 'A', noticedOn: '2026-11-25', circumstances: 'dicuri' })
  await finishPurge(on.station)
  expect(await runBackup(on.station, fresh.mount, onMedium)).toMatchObject({ packets: 1 })
  expect((await backupStatus(on.station)).disks.find(({ label }) => label === 'C')).toMatchObject({
    behind: 0,
  })
})

test('statuses that can be sent again keep their packet', async () => {
  await twoPlaces()
  await letGo(packets[0]!.id)
  await put(
    "UPDATE recording_status SET status = 'ENROLL_FAILURE_AT_CENTRAL' WHERE recording = ?",
    packets[0]!.id,
  )
  await on.station.write.transaction((tx) =>
    setStatus(tx, on.station, {
      recording: packets[0]!.id,
      to: 'BIO_CAPTURED',
      by: 'reset',
      at: NOW,
      note: 'lagi',
    }),
  )
  expect(planPurge(on.station)).toMatchObject({ packets: 0, held: { receipt: 3 } })
})

/** The rule again, spelt as in the customer's words, over whatever copies and receipts there may be. */
test('against a model: whatever leaves has a final receipt, its retention behind it, and two places with a cold copy', async () => {
  const within = fc.constantFrom(
    '2026-11-20T02:00:00.000Z',
    '2026-01-20T02:00:00.000Z',
    '2036-01-01T00:00:00.000Z',
  )
  const copies = fc.array(
    fc.record({
      disk: fc.constantFrom('A', 'B', 'C', 'D'),
      level: fc.constantFrom('L0', 'L1', 'L2'),
      at: within,
    }),
    { maxLength: 4 },
  )
  const world = fc.record({
    copies,
    grade: fc.constantFrom('post', 'central', 'final', null),
    finalAt: fc.constantFrom('2026-02-01T02:00:00.000Z', '2026-11-01T02:00:00.000Z'),
    status: fc.constantFrom('BIO_CAPTURED', 'RECEIVED_AT_CENTRAL', 'PRINT_READY_RECORD', 'CARD_ISSUED'),
    lost: fc.subarray(['A', 'B', 'C', 'D']),
    alarmed: fc.subarray(['A', 'B', 'C', 'D']),
  })
  const PLACE: Record<string, string> = { A: 'lemari', B: 'Lemari', C: 'Dinas', D: '' }
  for (const [id, place] of Object.entries(PLACE)) await disk(id, place)
  const { id } = packets[0]!
  await fc.assert(
    fc.asyncProperty(world, async ({ copies: made, grade, finalAt, status, lost, alarmed }) => {
      await on.station.write.transaction((tx) => {
        for (const table of ['copy', 'receipt', 'disk_alarm']) tx.run(`DELETE FROM ${table}`)
        tx.run("UPDATE disk SET state = 'paired'")
        for (const one of lost) tx.run("UPDATE disk SET state = 'lost' WHERE id = ?", [one])
        for (const one of alarmed)
          tx.run(
            "INSERT INTO disk_alarm (id, disk, at, kind, volumes, packets) VALUES (?, ?, ?, 'missing', '[]', 0)",
            [one, one, NOW],
          )
        tx.run('UPDATE recording_status SET status = ? WHERE recording = ?', [status, id])
        for (const one of made)
          tx.run('INSERT OR REPLACE INTO copy VALUES (?, ?, ?, ?, ?)', [id, one.disk, 'v', one.level, one.at])
      })
      if (grade) await receipt(id, grade, finalAt)
      const good = new Map(made.map((one) => [one.disk, one]))
      const places = new Set(
        [...good.values()]
          .filter((one) => one.level === 'L2' && one.at === '2026-11-20T02:00:00.000Z')
          .filter((one) => !lost.includes(one.disk) && !alarmed.includes(one.disk) && PLACE[one.disk] !== '')
          .map((one) => PLACE[one.disk]!.toLowerCase()),
      )
      const isOver = Date.parse(NOW) - Date.parse(finalAt) >= 100 * DAY
      const may =
        grade === 'final' &&
        ['PRINT_READY_RECORD', 'CARD_ISSUED'].includes(status) &&
        isOver &&
        places.size >= 2
      expect(planPurge(on.station).listed.includes(id)).toBe(may)
    }),
    { numRuns: 200 },
  )
})

test('whatever the numbers, fewer than two places never let go', () => {
  fc.assert(
    fc.property(fc.nat({ max: 1 }), fc.nat({ max: 9 }), fc.nat({ max: 4000 }), (places, asked, days) => {
      const packet: Standing = {
        id: 'x',
        sealed_at: '2016-01-01T00:00:00.000Z',
        bytes: 1,
        status: 'CARD_ISSUED',
        final_at: '2016-01-01T00:00:00.000Z',
        places,
      }
      expect(
        heldBy(packet, { now: new Date(NOW), retentionDays: days, places: Math.max(2, asked) }),
      ).not.toBeNull()
    }),
  )
})
