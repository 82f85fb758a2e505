import { getConfig } from 'app-builder-lib/out/util/config/config.js'
import { build, type Configuration, Platform } from 'electron-builder'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { findElectron } from '../../electron-runtime.mjs'
import { projectRoot } from '../../electron-runtime/places.mjs'

export interface Package {
  /** Of the unpacked program. */
  readonly folder: string
  readonly executable: string
  /** Its `resources` folder: asar, core, Node. */
  readonly resources: string
  /** The fuses that were set. */
  readonly fuses: Readonly<Record<string, boolean>>
}

/** electron-builder.yml as electron-builder reads it. */
export const configuration = (): Promise<Configuration> =>
  getConfig(projectRoot, 'electron-builder.yml', null)

/** Packs out/ for this platform into `output` as the program's folder, offline: on the runtime at hand. */
export async function packInto(output: string): Promise<Package> {
  const electron = await findElectron()
  const config = await configuration()
  const fuses = { ...config.electronFuses } as Record<string, boolean>
  // The fuse is younger than the registry's runtime, and one that a runtime does not know is an error.
  if (Number.parseInt(electron.version, 10) < 29) delete fuses['grantFileProtocolExtraPrivileges']
  const file = path.join(output, 'electron-builder.json')
  const directories = { output, buildResources: 'resources/icons' }
  mkdirSync(output, { recursive: true })
  writeFileSync(
    file,
    JSON.stringify({ ...config, electronDist: electron.folder, electronFuses: fuses, directories }),
  )
  const targets = Platform.current().createTarget('dir')
  await build({ targets, projectDir: projectRoot, publish: 'never', config: file })
  const folder = path.join(output, 'linux-unpacked')
  const resources = path.join(folder, 'resources')
  // electron-builder drops it only from an Electron that it fetched itself.
  rmSync(path.join(resources, 'default_app.asar'))
  return { folder, executable: path.join(folder, 'rekam'), resources, fuses }
}
