import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Paper } from '../../contract/suket.ts'
import type { Printer } from '../ports.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import {
  endLeftWaiting,
  jobsOfBatch,
  lastChoice,
  printSukets,
  saveSukets,
  stepPrints,
} from '../suket/index.ts'
import { type Common, print, type Terminal } from './terminal.ts'
import { portsOf, type StationOptions, withStation } from './with-station.ts'

const STATE = {
  waiting: 'menunggu',
  handing: 'menuju pencetak',
  queued: 'di antrean pencetak',
  printing: 'sedang dicetak',
  'out-of-paper': 'kertas habis',
  done: 'tercetak',
  failed: 'gagal',
  unknown: 'tidak pasti: periksa kertasnya',
  cancelled: 'dibatalkan',
} as const

const READY = {
  ready: 'siap',
  printing: 'sedang mencetak',
  stopped: 'dihentikan',
  offline: 'mati',
  'out-of-paper': 'kertas habis',
} as const

/** `rekam suket printers`: what this computer can print on. */
export async function suketPrinters(terminal: Terminal, options: Common): Promise<void> {
  const printers = await portsOf({}).printers.list()
  print(
    terminal,
    options,
    { printers },
    printers.length === 0
      ? ['Tidak ada pencetak di komputer ini.']
      : printers.map(
          ({ name, state, isDefault, papers, trays }) =>
            `${name}  ${READY[state]}${isDefault ? '  utama' : ''}  ${papers.join(' ')}  ${trays.map(({ id }) => id).join(' ')}`,
        ),
  )
}

export interface PrintOptions extends Common, StationOptions {
  readonly printer?: string
  readonly tray?: string
  readonly copies: string
  readonly paper?: Paper
  readonly reason?: string
  readonly out: string
  readonly wait: string
}

/** The printer that was named, the last one, the system's own, or the first; undefined where none is set up. */
async function choose(station: Station, named: string | undefined): Promise<string | undefined> {
  const list: Printer[] = await station.ports.printers.list()
  if (named !== undefined) {
    if (!list.some(({ name }) => name === named)) throw refuse('PRINTER-GONE', { printer: named })
    return named
  }
  const last = lastChoice(station.read)?.printer
  return [list.find(({ name }) => name === last), list.find(({ isDefault }) => isDefault), list[0]].find(
    Boolean,
  )?.name
}

/** Steps until everything has ended or the time is over; a stopped printer would hold a terminal for ever. */
async function wait(station: Station, seconds: number): Promise<void> {
  for (let left = seconds * 4; (await stepPrints(station)) && left > 0; left--) await setTimeout(250)
}

/** `rekam suket print ID...`: on a printer, or as files where there is none. Exit code 1 unless everything is on paper or in a file. */
export async function suketPrint(terminal: Terminal, ids: string[], options: PrintOptions): Promise<number> {
  return withStation(options, 'suket print', async (station) => {
    await endLeftWaiting(station)
    const printer = await choose(station, options.printer)
    if (printer === undefined) {
      const folder = resolve(options.out)
      await mkdir(folder, { recursive: true })
      const { saved, missing } = await saveSukets(station, ids, folder)
      print(terminal, options, { printer: null, saved, missing, folder }, [
        `Tidak ada pencetak di komputer ini: ${saved} PDF tersimpan di ${folder}`,
      ])
      return 0
    }
    const copies = Number(options.copies)
    if (!Number.isInteger(copies) || copies < 1 || copies > 9)
      throw refuse('INPUT-INVALID', { why: '--copies' })
    const { tray = null, paper, reason } = options
    const { batch } = await printSukets(station, { ids, printer, tray, copies, paper, reason })
    await wait(station, Number(options.wait))
    const jobs = jobsOfBatch(station.read, batch)
    print(
      terminal,
      options,
      { printer, jobs },
      jobs.map(({ number, state, why }) => `${number}  ${STATE[state]}${why === null ? '' : ` (${why})`}`),
    )
    return jobs.every(({ state }) => state === 'done') ? 0 : 1
  })
}
