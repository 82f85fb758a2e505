import { type LineSettings, lineSettingsSchema } from '../../contract/upload.ts'
import { refuse } from '../refuse.ts'
import { lineOf, setLine } from '../upload/index.ts'
import { typed } from './permissions.ts'
import { type Common, print, sayer, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

export interface LineOptions extends Common, StationOptions {
  readonly kbits?: string
  readonly hours?: string
  readonly days?: string
  readonly inside?: string
  readonly outside?: string
}

/** The wish of the arguments over what stands. UPLOAD-LINE-MALFORMED. */
function wished(standing: LineSettings, { kbits, hours, days, inside, outside }: LineOptions): LineSettings {
  const [from, to] = hours?.split('-') ?? []
  const read = lineSettingsSchema.safeParse({
    kbits: kbits === undefined ? standing.kbits : Number(kbits),
    hours: {
      from: from ?? standing.hours.from,
      to: hours === undefined ? standing.hours.to : to,
      days: days === undefined ? standing.hours.days : [...new Set(days)].map(Number),
    },
    inside: inside ?? standing.inside,
    outside: outside ?? standing.outside,
  })
  if (!read.success) throw refuse('UPLOAD-LINE-MALFORMED')
  return read.data
}

/** `rekam line`: how sending uses the line; with options it is set, by a supervisor. */
export async function line(terminal: Terminal, options: LineOptions): Promise<void> {
  const { kbits, hours, days, inside, outside } = options
  const asked = typed('line', {
    'line --kbits': kbits,
    'line --hours': hours,
    'line --days': days,
    'line --inside': inside,
    'line --outside': outside,
  })
  const now = await withStation(options, asked, async (station) => {
    if (asked.length > 1) await setLine(station, wished(lineOf(station.read), options))
    return lineOf(station.read)
  })
  const say = sayer(options)
  const words = {
    full: say('penuh', 'all of it'),
    limited: say(`dibatasi ${now.kbits} kbit/dtk`, `limited to ${now.kbits} kbit/s`),
    paused: say('berhenti', 'does not send'),
  }
  const { from, to } = now.hours
  const week = now.hours.days.toSorted((a, b) => a - b).join('')
  print(terminal, options, now, [
    `${say(`Jam kantor ${from}-${to}, hari ${week} (0 Minggu)`, `Office hours ${from}-${to}, days ${week} (0 is Sunday)`)}: ${words[now.inside]}`,
    `${say('Di luar jam kantor', 'Outside office hours')}: ${words[now.outside]}`,
  ])
}
