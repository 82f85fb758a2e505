import { many } from '../../contract/plural.ts'
import { resolve } from 'node:path'
import { readIsoDate } from '../../contract/iso-date.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { dayIn, recapTotals, saveBook, suketGaps, suketRecap } from '../suket/index.ts'
import { typed } from './permissions.ts'
import { type Common, print, sayer, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

interface RegisterOptions extends Common, StationOptions {
  readonly from?: string
  readonly to?: string
  readonly xlsx?: string
  readonly pdf?: string
}

function dayOf(option: string, day: string): string {
  if (readIsoDate(day) === null) throw refuse('INPUT-INVALID', { why: `${option} ${day}` })
  return day
}

async function registerOf(station: Station, options: RegisterOptions) {
  const { zone } = station.profile.station
  const to = dayOf('--to', options.to ?? dayIn(zone, station.ports.now()))
  const range = { from: dayOf('--from', options.from ?? `${to.slice(0, 4)}-01-01`), to }
  const files = []
  for (const kind of ['xlsx', 'pdf'] as const) {
    const path = options[kind]
    if (path !== undefined) files.push(await saveBook(station, { ...range, kind, path: resolve(path) }))
  }
  const gaps = suketGaps(station.read, range, zone)
  return { range, days: suketRecap(station.read, range, zone), gaps, files }
}

/** `rekam suket register`: the recap per day and issuer of this year or a range; with --xlsx or --pdf the whole register as a file. */
export async function suketRegister(terminal: Terminal, options: RegisterOptions): Promise<void> {
  const { range, days, gaps, files } = await withStation(
    options,
    typed('suket register', { 'suket register --xlsx': options.xlsx, 'suket register --pdf': options.pdf }),
    (station) => registerOf(station, options),
  )
  const total = recapTotals(days)
  const say = sayer(options)
  const line = (word: string, { issued, renewed, withdrawn, void: ended }: typeof total) =>
    say(
      `${word}  terbit ${issued} (perpanjangan ${renewed})  ditarik ${withdrawn}  dibatalkan ${ended}`,
      `${word}  issued ${issued} (renewals ${renewed})  withdrawn ${withdrawn}  void ${ended}`,
    )
  print(terminal, options, { ...range, days, total, gaps, files }, [
    ...days.map((row) => line(`${row.day}  ${row.issuer}`, row)),
    line(`${range.from} ${say('s.d.', 'to')} ${range.to}`, total),
    ...gaps.map(({ issuer, year, from, to, reason }) =>
      say(
        `Nomor ${from} s.d. ${to} (${issuer}, ${year}) dilewati setelah pemulihan: ${reason}`,
        `Numbers ${from} to ${to} (${issuer}, ${year}) were skipped after a restore: ${reason}`,
      ),
    ),
    ...files.map(({ path, rows }) => `${say(`${rows} surat`, many(rows, 'letter'))}: ${path}`),
  ])
}
