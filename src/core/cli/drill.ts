import { resolve } from 'node:path'
import { restoreInThread, runDrill, saveDrill, sweepScratch } from '../restore/index.ts'
import { drillLines } from './drill-words.ts'
import { teller } from './restore-words.ts'
import { typed } from './permissions.ts'
import { type Common, languageOf, print, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

export interface DrillOptions extends Common, StationOptions {
  readonly disk?: readonly string[]
  readonly out?: string
}

/**
 * `rekam drill`: restores the station's disks into a folder that is thrown away, compares, and writes the signed report. Exit code 1
 * when anything is missing, differs or is damaged.
 */
export async function drill(terminal: Terminal, options: DrillOptions): Promise<number> {
  const disks = (options.disk ?? []).map((mount) => resolve(mount))
  const hands = restoreInThread()
  try {
    const { facts, saved } = await withStation(
      options,
      typed('drill', { 'drill --out': options.out }),
      async (station) => {
        await sweepScratch(station)
        const found = await runDrill(
          station,
          { disks },
          { hands, onProgress: teller(terminal, languageOf(options)) },
        )
        const { out } = options
        return {
          facts: found,
          saved: out === undefined ? null : await saveDrill(station, found.id, resolve(out)),
        }
      },
    )
    const lines = drillLines(facts, saved, languageOf(options))
    print(terminal, options, { ...facts, report: saved }, lines)
    return facts.whole ? 0 : 1
  } finally {
    await hands.close()
  }
}
