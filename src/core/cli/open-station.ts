import { dirname, join, resolve } from 'node:path'
import { type ClosableDesk, openDesk } from '../open-core-desk.ts'
import type { ReadDb } from '../db/handles.ts'
import type { Ports } from '../ports.ts'
import { isPractice } from '../practice-mark.ts'
import { nodePorts } from '../process-ports.ts'
import { refuse } from '../refuse.ts'
import { stationExists, stationPaths } from '../settings/index.ts'
import type { Station } from '../station.ts'
import { passphraseFrom } from './secrets.ts'

/** The program's own resources: beside the sources, and beside the bundle in a package. */
export const RESOURCES = process.env['REKAM_RESOURCES'] ?? join(import.meta.dirname, '../../../resources')

export interface StationOptions {
  readonly station: string
  readonly passphraseFile?: string
  readonly account?: string
  /** For tests and demos: drives are what is mounted below this folder, loop devices too. */
  readonly drives?: string
}

/** The world for a command; over a practice station's folder practice's own, whatever was asked for. */
export function portsOf(options: { drives?: string; station?: string }): Ports {
  const folder = resolve(options.station ?? '')
  if (options.station !== undefined && isPractice(folder)) return nodePorts({ practice: dirname(folder) })
  return nodePorts(options.drives === undefined ? {} : { drives: resolve(options.drives) })
}

/**
 * Opens a station as an account, `teknisi` unless said otherwise, with nothing running beside it, and closes it whatever happens. Asks nobody's
 * permission: commands open theirs by `withStation`. STATION-MISSING where the folder holds none.
 * @param found sees the store before anything is written to it: opening is an act itself
 */
export async function withOpenStation<T>(
  options: StationOptions,
  work: (station: Station, desk: ClosableDesk) => Promise<T>,
  found?: (read: ReadDb) => void,
): Promise<T> {
  const folder = resolve(options.station)
  if (!stationExists(stationPaths(folder, RESOURCES))) throw refuse('STATION-MISSING', { path: folder })
  const passphrase = await passphraseFrom(options.passphraseFile, folder)
  const ports = portsOf(options)
  // On standard error: what reads a result is not disturbed, and whoever looks is told.
  if (ports.practice !== null)
    process.stderr.write('LATIHAN / PRACTICE: tidak ada yang nyata di sini; nothing here is real.\n')
  const desk = await openDesk(ports, { station: folder, resources: RESOURCES }, [], found)
  try {
    await desk.unlock(options.account ?? 'teknisi', passphrase)
    return await work(desk.station(), desk)
  } finally {
    await desk.close()
  }
}
