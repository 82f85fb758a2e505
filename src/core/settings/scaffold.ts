import { existsSync, renameSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { faultOfErrno } from '../../lib/fault.ts'
import { nodeFs } from '../../lib/write-durably.ts'
import { KEY_FILES } from '../account/index.ts'
import type { StationPaths } from '../station.ts'
import { stationPaths } from './station-folder.ts'

/** Where a station is built before it stands: inside its folder, so that moving it in is a rename. */
export function scaffoldOf(paths: StationPaths): StationPaths {
  return stationPaths(join(paths.folder, '.init'), paths.resources)
}

/** Removes what an interrupted making left; nothing of it was ever said to exist. */
export async function clearScaffold(paths: StationPaths): Promise<void> {
  await rm(scaffoldOf(paths).folder, { recursive: true, force: true })
}

/**
 * Moves the finished station in: keys first, then the store. Between the two a crash leaves keys without a store, and finishMoveIn
 * ends it at the next start.
 */
export async function moveIn(paths: StationPaths): Promise<void> {
  const scaffold = scaffoldOf(paths)
  try {
    await nodeFs.fsyncDir(scaffold.keys)
    await nodeFs.rename(scaffold.keys, paths.keys)
    await nodeFs.fsyncDir(paths.folder)
    await nodeFs.rename(scaffold.store, paths.store)
    await nodeFs.fsyncDir(paths.folder)
  } catch (error) {
    throw faultOfErrno(error, 'rename', paths.folder)
  }
  await clearScaffold(paths)
}

/**
 * At start, once this process holds the folder: ends a moving in that was interrupted, or clears what never came so far. Needs no
 * fsync: what a crash undoes is done again.
 */
export function finishMoveIn(paths: StationPaths): void {
  const scaffold = scaffoldOf(paths)
  if (!existsSync(scaffold.folder)) return
  const keysMoved = existsSync(join(paths.keys, KEY_FILES.slots)) && !existsSync(scaffold.keys)
  if (keysMoved && !existsSync(paths.store) && existsSync(scaffold.store))
    renameSync(scaffold.store, paths.store)
  rmSync(scaffold.folder, { recursive: true, force: true })
}
