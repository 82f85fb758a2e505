import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decideCase } from './deciding/decide.ts'
import { dueFinalRecords, dueRecords, recordOf, setDue } from './registry/records.ts'
import { newestOf } from './registry/reports.ts'
import type { SqlReader } from './store/sql.ts'
import { type Sealed, Sender } from './testing/sender.ts'
import { sampleNik } from './testing/person.ts'
import { TwoSites } from './testing/two-sites.ts'

let dir: string
let clock: { mmu: number; batam: number }
let sites: TwoSites
const sender = new Sender(1)
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'rekam-cases-'))
  const at = Date.parse('2026-11-23T00:00:00Z')
  clock = { mmu: at, batam: at }
  sites = await TwoSites.open(dir, (code) => new Date(clock[code]))
})
afterEach(async () => {
  await sites.close()
  rmSync(dir, { recursive: true })
})

const YEARS = 5 * 365 * 24 * 3600 * 1000
const later = (ms = 60_000) => {
  clock = { mmu: clock.mmu + ms, batam: clock.batam + ms }
}
const take = (packet: Sealed, to: 'mmu' | 'batam' = 'mmu', attempt = 1) =>
  sites[to].take(packet.bytes, packet.signature, attempt, { ...packet, station: sender.station })
const looks = async (code: 'mmu' | 'batam' = 'mmu') => {
  later()
  await sites[code].work()
}
const status = (packet: Sealed, code: 'mmu' | 'batam' = 'mmu') => sites.status(code, packet)
const decide = async (code: 'mmu' | 'batam', { id }: Sealed, to: string) => {
  later(1)
  return decideCase(sites[code], {
    packet: id,
    to,
    reason: 'Berkas dibandingkan',
    person: 'Contoh Petugas',
  })
}
const learnt = async () => {
  for (const code of ['mmu', 'batam'] as const) await sites[code].learn([sender.certificate])
}

describe('a clock that runs years ahead', () => {
  it('at the other site keeps no resident waiting for years', async () => {
    await learnt()
    clock.batam += YEARS
    const packet = sender.sealPerson({ n: 1 })
    await take(packet, 'batam')
    await sites.hears('mmu')
    await looks()
    expect(await status(packet)).toBe('PRINT_READY_RECORD')
  })

  it('and is set right again: what came meanwhile is looked at', async () => {
    await learnt()
    const packet = sender.sealPerson({ n: 1 })
    clock.mmu += YEARS
    await take(packet)
    clock.mmu -= YEARS
    await looks()
    expect(await status(packet)).toBe('PRINT_READY_RECORD')
  })

  it('and is set right again: what a person decides after is what counts, at both sites', async () => {
    await learnt()
    const [first, other] = [sender.sealPerson({ n: 1 }), sender.sealPerson({ n: 2, nik: 1 })]
    await take(first)
    await looks()
    await take(other)
    await looks()
    clock.mmu += YEARS
    await decide('mmu', other, 'DUPLICATE_RECORD')
    clock.mmu -= YEARS
    await decide('mmu', other, 'PRINT_READY_RECORD')
    await sites.both()
    await looks()
    await sites.both()
    for (const code of ['mmu', 'batam'] as const)
      expect(await recordOf(sites[code].registry.read, other.id)).toMatchObject({
        status: 'PRINT_READY_RECORD',
        conflict: null,
      })
    // The other site goes on from there.
    await sites.batam.takeOver()
    expect(await decide('batam', other, 'PRINT_READY_RECORD')).toMatchObject({ repeated: true })
  })
})

it('two sites that declared each other dead decide as one when they meet again', async () => {
  await learnt()
  const packets = [1, 2].map((n) => sender.sealPerson({ n, fingers: 7, nik: n })) as [Sealed, Sealed]
  await sites.mmu.takeOver()
  await sites.batam.takeOver()
  await take(packets[0], 'mmu')
  await looks('mmu')
  // The very packet that one finds unique is a double at the other.
  await take(packets[1], 'batam')
  await looks('batam')
  await take(packets[0], 'batam')
  await looks('batam')
  await sites.both()
  await sites.both()
  const words = async (packet: Sealed) => [await status(packet, 'mmu'), await status(packet, 'batam')]
  for (const packet of packets) expect(new Set(await words(packet)).size).toBe(1)
  expect(await sites.mmu.matcher()).toEqual(await sites.batam.matcher())
})

describe('a recording that was made void', () => {
  const again = (first: Sealed) => [
    sender.sealCancellation(first.id),
    sender.sealPerson({ n: 2, fingers: 1 }),
  ]

  it('makes nobody a double who is recorded after it', async () => {
    await learnt()
    const first = sender.sealPerson({ n: 1 })
    await take(first)
    await looks()
    const [gone, anew] = again(first) as [Sealed, Sealed]
    await take(gone)
    await take(anew)
    await looks()
    expect(await status(anew)).toBe('PRINT_READY_RECORD')
  })

  it('lets go whoever was held to be its double', async () => {
    await learnt()
    const first = sender.sealPerson({ n: 1 })
    await take(first)
    await looks()
    const [gone, anew] = again(first) as [Sealed, Sealed]
    await take(anew)
    await looks()
    expect(await status(anew)).toBe('DUPLICATE_RECORD')
    await take(gone)
    await looks()
    expect(await status(anew)).toBe('PRINT_READY_RECORD')
  })

  it('is in conflict with nobody', async () => {
    await learnt()
    const first = sender.sealPerson({ n: 1 })
    await take(first)
    await looks()
    const [gone, anew] = again(first) as [Sealed, Sealed]
    await take(anew)
    await looks()
    await sites.mmu.decide(anew.id, 'PRINT_READY_RECORD')
    const conflict = async () => {
      await sites.mmu.registry.transaction((tx) => setDue(tx, anew.id, new Date(clock.mmu).toISOString()))
      await looks()
      return (await recordOf(sites.mmu.registry.read, anew.id))?.conflict
    }
    expect(await conflict()).toBe(first.id)
    await take(gone)
    await looks()
    expect(await conflict()).toBeNull()
  })

  it('but what a person decided stays', async () => {
    await learnt()
    const first = sender.sealPerson({ n: 1 })
    await take(first)
    await looks()
    const gone = sender.sealCancellation(first.id)
    const anew = sender.sealPerson({ n: 2, nik: 1 })
    await take(anew)
    await looks()
    await decide('mmu', anew, 'DUPLICATE_RECORD')
    await take(gone)
    await looks()
    expect(await status(anew)).toBe('DUPLICATE_RECORD')
  })
})

it('a look reads through no records that wait or are done, at either site', async () => {
  const plans: string[] = []
  const { sql } = sites.mmu.registry
  const asked: SqlReader = {
    get: (statement, params) => sql.get(statement, params),
    all: async (statement, params) => {
      const steps = await sql.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${statement}`, params)
      plans.push(...steps.map(({ detail }) => detail))
      return sql.all(statement, params)
    },
  }
  const when = { now: '2026-11-23T00:00:00.000Z', until: '2026-11-23T00:01:00.000Z' }
  await dueRecords(asked, when, 200)
  await dueFinalRecords(asked, when, 200)
  const reads = plans.filter((step) => step.includes(' record'))
  expect(reads.length).toBeGreaterThan(3)
  expect(reads.filter((step) => !/SEARCH record USING INDEX \S+ \(.*due_at/.test(step))).toEqual([])
})

it('corrections count in the order in which they were sealed, however they come', async () => {
  await learnt()
  const packet = sender.sealPerson({ n: 1 })
  const [older, newer] = [
    sender.sealAmendment(packet.id, { nik: 2 }),
    sender.sealAmendment(packet.id, { nik: 3 }),
  ]
  await take(packet)
  for (const [one, attempt] of [
    [newer, 1],
    [older, 1],
    [older, 2],
  ] as const)
    await take(one, 'mmu', attempt)
  expect((await recordOf(sites.mmu.registry.read, packet.id))?.nik).toBe(sampleNik(3))
})

it('that a packet came once more does not hide from its station that it is ready to be printed', async () => {
  await learnt()
  const packet = sender.sealPerson({ n: 1 })
  await take(packet)
  await looks()
  await sites.hears('batam')
  // By a bag, for the line is dead.
  await take(packet, 'batam')
  const words = await newestOf(sites.batam.registry.read, sender.station, 10)
  expect(words.map(({ verdict }) => verdict)).toEqual(['PRINT_READY_RECORD'])
})
