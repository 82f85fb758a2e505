import { resolve } from 'node:path'
import { damageWords } from '../../contract/damage-words.ts'
import { restoreInThread, runDrill, saveDrill, sweepScratch } from '../restore/index.ts'
import { teller } from './restore-words.ts'
import { typed } from './permissions.ts'
import { type Common, print, type Terminal } from './terminal.ts'
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
        const found = await runDrill(station, { disks }, { hands, onProgress: teller(terminal) })
        const { out } = options
        return {
          facts: found,
          saved: out === undefined ? null : await saveDrill(station, found.id, resolve(out)),
        }
      },
    )
    const { packets, tables, rowsDiffering, whole } = facts
    print(terminal, options, { ...facts, report: saved }, [
      whole ? 'LENGKAP: semuanya kembali' : 'TIDAK LENGKAP',
      `${packets.restored} dari ${packets.station} rekaman kembali, ${packets.missing} hilang, ${packets.differing} berbeda`,
      `SHA-256 ${facts.digests.restored}`,
      ...tables.map(({ table, station, restored }) => `  ${table}: ${restored} dari ${station}`),
      `Baris register yang berbeda: ${rowsDiffering}`,
      ...facts.missing.map((id) => `  hilang: ${id}`),
      ...facts.differing.map((id) => `  berbeda: ${id}`),
      ...facts.damaged.map(({ path, why }) => `  berkas rusak: ${path}  ${damageWords(why).id} (${why})`),
      ...(saved === null ? [] : [`Laporan: ${saved.path}`, `Tanda tangan: ${saved.signature}`]),
    ])
    return whole ? 0 : 1
  } finally {
    await hands.close()
  }
}
