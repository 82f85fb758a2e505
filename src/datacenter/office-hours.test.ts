import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OfficeHours, officeHours, setOfficeHours, workedMs } from './office-hours.ts'
import { openSite } from './open-site.ts'
import type { Site } from './site.ts'
import { beat, noteClosed, standstills } from './standstill.ts'
import { siteFolder } from './testing/site-folder.ts'

const WEEK: OfficeHours = { from: '08:00', to: '16:00', days: [1, 2, 3, 4, 5] }
const HOUR = 3_600_000

let dir: string
let site: Site
let now: number
beforeEach(async () => {
  dir = siteFolder()
  site = await openSite(dir, 'mmu', { now: () => new Date(now) })
})
afterEach(async () => {
  await site.close()
  rmSync(dirname(dir), { recursive: true })
})

const worked = async (from: string, to: string) =>
  (await workedMs(site, Date.parse(`${from}:00+07:00`), Date.parse(`${to}:00+07:00`))) / HOUR

describe('the hours of an office', () => {
  it('count what lies in them, in its own zone', async () => {
    expect(await worked('2026-11-27T16:00', '2026-11-30T08:00')).toBe(64)
    await setOfficeHours(site, WEEK)
    // From Friday to Monday.
    expect(await worked('2026-11-27T16:00', '2026-11-30T08:00')).toBe(0)
    expect(await worked('2026-11-27T15:00', '2026-11-30T08:30')).toBe(1.5)
    expect(await worked('2026-11-25T10:00', '2026-11-25T11:00')).toBe(1)
    await setOfficeHours(site, { from: '20:00', to: '04:00', days: [5] })
    expect(await worked('2026-11-28T01:00', '2026-11-28T12:00')).toBe(3)
    expect(await worked('2026-11-27T01:00', '2026-11-27T12:00')).toBe(0)
  })

  it('of parts add up to those of the whole', async () => {
    const minute = fc.integer({ min: 0, max: 30 * 24 * 60 })
    const time = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:30`)
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 })
    const start = Date.parse('2026-11-01T00:00:00Z')
    await fc.assert(
      fc.asyncProperty(fc.tuple(minute, minute, minute), time, time, days, async (cuts, from, to, on) => {
        await setOfficeHours(site, { from, to, days: on })
        const [a, b, c] = cuts.toSorted((x, y) => x - y).map((n) => start + n * 60_000) as [
          number,
          number,
          number,
        ]
        const [first, second, whole] = [
          await workedMs(site, a, b),
          await workedMs(site, b, c),
          await workedMs(site, a, c),
        ]
        expect(first + second).toBe(whole)
      }),
      { numRuns: 100 },
    )
  })

  it('are taken back, and refused where something is missing', async () => {
    await setOfficeHours(site, WEEK)
    await expect(setOfficeHours(site, { ...WEEK, days: [] })).rejects.toThrow('OFFICE-HOURS')
    await expect(setOfficeHours(site, { ...WEEK, to: '' })).rejects.toThrow('OFFICE-HOURS')
    expect(await officeHours(site)).toEqual(WEEK)
    await setOfficeHours(site, undefined)
    expect(await officeHours(site)).toBeUndefined()
  })
})

describe('a site that is switched off every evening', () => {
  const told = async () => (await standstills(site.registry.read)).length
  /** On from and to, in Jakarta; answers how many standstills it told by then. */
  const on = async (day: string, from: string, to: string) => {
    const ends = Date.parse(`${day}T${to}:00+07:00`)
    for (now = Date.parse(`${day}T${from}:00+07:00`); now <= ends; now += HOUR) await beat(site)
    now = ends
    return told()
  }
  const closed = async (...day: Parameters<typeof on>) => {
    await on(...day)
    await noteClosed(site)
    return told()
  }

  it('says so each morning until its office hours are given', async () => {
    await closed('2026-11-25', '07:50', '16:00')
    expect(await closed('2026-11-26', '07:50', '16:10')).toBe(1)
    await setOfficeHours(site, WEEK)
    expect(await closed('2026-11-27', '07:50', '15:00')).toBe(1)
    expect(await closed('2026-11-30', '08:30', '16:00')).toBe(1)
  })

  it('says so all the same after a power cut, after a day off, and where a copy that was made at night was put back', async () => {
    await setOfficeHours(site, WEEK)
    expect(await closed('2026-11-20', '07:50', '16:10')).toBe(0)
    expect(await on('2026-11-23', '07:50', '16:10')).toBe(0)
    expect(await closed('2026-11-24', '07:50', '16:10')).toBe(1)
    expect(await closed('2026-11-26', '07:50', '16:10')).toBe(2)
    // Worked with until three in the afternoon; of that the registry, a copy of that night, knows nothing.
    expect(await on('2026-11-27', '15:00', '16:00')).toBe(3)
  })
})
