/** Moments as the desk reads them, `17-03-2017 14.05 WITA`: a time never stands without its zone. */
export type Zone = 'Asia/Jakarta' | 'Asia/Makassar' | 'Asia/Jayapura'

const ZONE_WORDS: Record<Zone, string> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
}

/** WIB, WITA or WIT. */
export function zoneWord(zone: Zone): string {
  return ZONE_WORDS[zone]
}

const parts = new Map<string, Intl.DateTimeFormat>()

function inZone(at: Date, zone: Zone): Record<string, string> {
  let format = parts.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    parts.set(zone, format)
  }
  return Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]))
}

/** `14.05 WITA`: a time never stands without its zone. */
export function formatTime(at: Date, zone: Zone): string {
  const { hour, minute } = inZone(at, zone)
  return `${hour}.${minute} ${zoneWord(zone)}`
}

/** An ISO moment as `17-03-2017 14.05`: for columns whose head names the zone. */
export function formatMinute(instant: string, zone: Zone): string {
  const { day, month, year, hour, minute } = inZone(new Date(instant), zone)
  return `${day}-${month}-${year} ${hour}.${minute}`
}

/** An ISO moment as `17-03-2017 14.05 WITA`. */
export function formatInstant(instant: string, zone: Zone): string {
  return `${formatMinute(instant, zone)} ${zoneWord(zone)}`
}

/** The calendar day of a moment in a zone, ISO. */
export function dayOf(at: Date, zone: Zone): string {
  const { day, month, year } = inZone(at, zone)
  return `${year}-${month}-${day}`
}
