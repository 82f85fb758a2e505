import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { removeFolder } from '../../../lib/remove-folder.ts'
import type { Service } from '../../open-core-session.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { sweepLooks } from '../scratch.ts'

/** What a drill needs beside packets and register: the notes of its reading, and room for the desk to go on. */
const RESERVE = 256 << 20

const folderOf = ({ paths }: Pick<Station, 'paths'>) => join(paths.folder, '.drill')

/** Removes what a drill, a merge or a dry run left that was killed. */
export async function sweepScratch({ paths }: Pick<Station, 'paths'>): Promise<void> {
  await removeFolder(folderOf({ paths }))
  await removeFolder(join(paths.folder, '.restore'))
  await sweepLooks()
}

/** At every start of a station: nothing of a killed drill stays. */
export const startRestoreService: Service = (station) => {
  const swept = sweepScratch(station).catch((error: unknown) =>
    station.ports.log.error('the folder of a drill stays', { error: String(error) }),
  )
  return () => swept
}

/** Gives a folder that is thrown away, whatever happens. Fault RESTORE-NO-SPACE {need, free} in MB. */
export async function throwAway<T>(
  station: Station,
  bytes: number,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = folderOf(station)
  await removeFolder(folder)
  const { free } = await station.ports.space(station.paths.folder)
  // The register comes back beside the one that is here.
  const need = bytes + (await stat(station.paths.store)).size + RESERVE
  if (free < need)
    throw refuse('RESTORE-NO-SPACE', { need: Math.ceil(need / 1e6), free: Math.floor(free / 1e6) })
  await mkdir(folder, { mode: 0o700 })
  try {
    return await work(folder)
  } finally {
    await removeFolder(folder)
  }
}
