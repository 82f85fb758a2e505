// The Electron that package.json pins. Its npm package brings no binary: that comes from the project's own host,
// which many desks cannot reach, so fetching it is tried shortly, once a day, and never waited for.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { cacheFolder, projectNode, projectRoot } from './places.mjs'
import { lastWords, run } from './run.mjs'

const packageFolder = path.join(projectRoot, 'node_modules', 'electron')
const tryAgainAfterMs = 24 * 60 * 60 * 1000

/** @returns {string | undefined} the pinned version; undefined while the packages are not installed */
export function pinnedVersion() {
  const manifest = path.join(packageFolder, 'package.json')
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : undefined
}

/** @returns {string | undefined} the folder of the fetched binary */
export function installedFolder() {
  const dist = path.join(packageFolder, 'dist')
  const said = path.join(packageFolder, 'path.txt')
  if (!existsSync(said) || !existsSync(path.join(dist, readFileSync(said, 'utf8')))) return undefined
  return dist
}

/**
 * A short try to fetch the pinned Electron by its own installer (which checks its SHA-256).
 * @param {(text: string) => void} say
 * @param {{ patient: boolean }} how patient: nothing else could serve on this platform, so no quick look first
 * @returns {Promise<string | undefined>} the folder, or undefined when it cannot be had now
 */
export async function tryToFetch(say, { patient }) {
  const version = pinnedVersion()
  if (version === undefined) return undefined
  const refusal = path.join(cacheFolder(), `electron-${version}.unreachable`)
  if (!patient && isFresh(refusal)) return undefined
  if (!patient && !(await answers(version))) {
    remember(refusal)
    say(`Electron ${version}'s own host cannot be reached from here (tried again tomorrow).`)
    return undefined
  }
  say(`Fetching Electron ${version} (about 120 MB, a minute or more) ...`)
  const ran = await run(projectNode(), [path.join(packageFolder, 'install.js')], { limitMs: 15 * 60 * 1000 })
  const folder = installedFolder()
  if (ran.code === 0 && folder !== undefined) return folder
  remember(refusal)
  say(`Electron ${version} could not be fetched: ${lastWords(ran, 2)}`)
  return undefined
}

/** @param {string} version @returns {Promise<boolean>} */
async function answers(version) {
  const mirror =
    process.env['ELECTRON_MIRROR'] ??
    process.env['npm_config_electron_mirror'] ??
    'https://github.com/electron/electron/releases/download/'
  const file = `${mirror}v${version}/electron-v${version}-${process.platform}-${process.arch}.zip`
  try {
    return (await fetch(file, { method: 'HEAD', signal: AbortSignal.timeout(4000) })).ok
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
}

/** @param {string} file @returns {boolean} */
function isFresh(file) {
  const at = statSync(file, { throwIfNoEntry: false })?.mtimeMs
  return at !== undefined && Math.abs(Date.now() - at) < tryAgainAfterMs
}

/** @param {string} file */
function remember(file) {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, '')
}
