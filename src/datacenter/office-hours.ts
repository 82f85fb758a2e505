import { z } from 'zod'
import { Fault } from '../lib/fault.ts'
import { officeZone, ZONE_HOURS } from './office-zone.ts'
import { putSetting, setting } from './registry/settings.ts'
import type { Site } from './site.ts'

const NAME = 'office-hours'
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const timeSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
const hoursSchema = z.strictObject({
  from: timeSchema,
  to: timeSchema,
  /** 0 is Sunday. */
  days: z.array(z.int().min(0).max(6)).min(1).max(7),
})

/** When a site that is switched off over night is on, in the zone of its office. Hours that end before they begin go over midnight. */
export type OfficeHours = z.infer<typeof hoursSchema>

/** Undefined for a site that is always on, as every one is until a person says otherwise. */
export async function officeHours({ registry }: Pick<Site, 'registry'>): Promise<OfficeHours | undefined> {
  const kept = await setting(registry.read, NAME)
  return kept === undefined ? undefined : hoursSchema.safeParse(JSON.parse(kept)).data
}

/** Keeps the hours; undefined for a site that is always on. Fault OFFICE-HOURS. */
export async function setOfficeHours({ registry }: Site, said: OfficeHours | undefined): Promise<void> {
  const hours = said && hoursSchema.safeParse(said)
  if (hours && !hours.success) throw new Fault('OFFICE-HOURS')
  await registry.transaction((tx) => putSetting(tx, NAME, JSON.stringify(hours?.data ?? null)))
}

const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** How much of a stretch of time lies within the office's hours, in ms; all of it where the office has none. */
export async function workedMs(site: Site, from: number, to: number): Promise<number> {
  const hours = await officeHours(site)
  if (!hours) return to - from
  const local = ZONE_HOURS[await officeZone(site)] * HOUR_MS
  const [opens, closes] = [minutes(hours.from), minutes(hours.to)].map((minute) => minute * 60_000) as [
    number,
    number,
  ]
  const ends = closes > opens ? closes : closes + DAY_MS
  let worked = 0
  // One day earlier: its hours may go over midnight. The first day of the calendar of 1970 was a Thursday.
  for (let day = Math.floor((from + local) / DAY_MS) - 1; day * DAY_MS - local < to; day++) {
    if (!hours.days.includes((day + 4) % 7)) continue
    const midnight = day * DAY_MS - local
    worked += Math.max(0, Math.min(to, midnight + ends) - Math.max(from, midnight + opens))
  }
  return worked
}
