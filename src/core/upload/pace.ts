import type { LineSettings, Pace } from '../../contract/upload.ts'

/** Sends at once and as fast as the line is, until somebody says otherwise. */
export const FREE_LINE: LineSettings = {
  kbits: 64,
  hours: { from: '08:00', to: '16:00', days: [1, 2, 3, 4, 5] },
  inside: 'full',
  outside: 'full',
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Made once per zone: making one takes longer than reading a packet. */
function clockOf(zone: string): Intl.DateTimeFormat {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
  clocks.set(zone, clock)
  return clock
}

/** Weekday (0 Sunday) and time of day `HH:MM` in a zone. */
function clockIn(zone: string, at: Date): { day: number; time: string } {
  const parts = clockOf(zone).formatToParts(at)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return { day: DAYS.indexOf(part('weekday')), time: `${part('hour')}:${part('minute')}` }
}

/**
 * How the queue may use the line at an instant. Hours that end before they begin go over midnight and belong to the day on which they
 * begin.
 */
export function paceAt({ hours, inside, outside }: LineSettings, zone: string, at: Date): Pace {
  const { day, time } = clockIn(zone, at)
  const { from, to, days } = hours
  const yesterday = (day + 6) % 7
  const within =
    from <= to
      ? days.includes(day) && time >= from && time < to
      : (days.includes(day) && time >= from) || (days.includes(yesterday) && time < to)
  return within ? inside : outside
}

/** Bytes per second of a pace; undefined for no limit. */
export function limitOf(pace: Pace, { kbits }: LineSettings): number | undefined {
  return pace === 'limited' ? Math.round((kbits * 1000) / 8) : undefined
}
