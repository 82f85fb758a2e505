import { many } from '../../contract/plural.ts'
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
import { type Common, languageOf, print, sayer, type Terminal } from './terminal.ts'
import { portsOf, type StationOptions, withStation } from './with-station.ts'

const STATE = {
  waiting: { id: 'menunggu', en: 'waiting' },
  handing: { id: 'menuju pencetak', en: 'on its way to the printer' },
  queued: { id: 'di antrean pencetak', en: "in the printer's queue" },
  printing: { id: 'sedang dicetak', en: 'being printed' },
  'out-of-paper': { id: 'kertas habis', en: 'out of paper' },
  done: { id: 'tercetak', en: 'printed' },
  failed: { id: 'gagal', en: 'failed' },
  unknown: { id: 'tidak pasti: periksa kertasnya', en: 'not certain: look at the paper' },
  cancelled: { id: 'dibatalkan', en: 'cancelled' },
} as const

const READY = {
  ready: { id: 'siap', en: 'ready' },
  printing: { id: 'sedang mencetak', en: 'printing' },
  stopped: { id: 'dihentikan', en: 'stopped' },
  offline: { id: 'mati', en: 'off' },
  'out-of-paper': { id: 'kertas habis', en: 'out of paper' },
} as const

/** `rekam suket printers`: what this computer can print on. */
export async function suketPrinters(terminal: Terminal, options: Common): Promise<void> {
  const printers = await portsOf({}).printers.list()
  const say = sayer(options)
  print(
    terminal,
    options,
    { printers },
    printers.length === 0
      ? [say('Tidak ada pencetak di komputer ini.', 'There is no printer at this computer.')]
      : printers.map(
          ({ name, state, isDefault, papers, trays }) =>
            `${name}  ${READY[state][languageOf(options)]}${isDefault ? say('  utama', '  default') : ''}  ${papers.join(' ')}  ${trays.map(({ id }) => id).join(' ')}`,
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
        sayer(options)(
          `Tidak ada pencetak di komputer ini: ${saved} PDF tersimpan di ${folder}`,
          `There is no printer at this computer: ${many(saved, 'PDF')} saved in ${folder}`,
        ),
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
      jobs.map(
        ({ number, state, why }) =>
          `${number}  ${STATE[state][languageOf(options)]}${why === null ? '' : ` (${why})`}`,
      ),
    )
    return jobs.every(({ state }) => state === 'done') ? 0 : 1
  })
}
