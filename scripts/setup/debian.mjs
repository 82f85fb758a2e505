// What Electron and the tests need of the operating system, by Debian's package names (Ubuntu has the same).
import { existsSync, readFileSync } from 'node:fs'
import { lastWords, run } from '../electron-runtime/run.mjs'
import { SetupError, say } from './say.mjs'

/**
 * Each entry is one need; names after a bar are the same thing under the name of another release.
 * `window`: an Electron window; `headless`: a display where there is none; `tools`: the stock programs with which
 * tests and demo open our files; `faults`: file systems and machines that scripts/torture breaks.
 */
export const needs = {
  window: [
    'libgtk-3-0t64|libgtk-3-0',
    'libnss3',
    'libasound2t64|libasound2',
    'libgbm1',
    'libxss1',
    'fonts-dejavu-core',
  ],
  headless: ['xvfb', 'xauth'],
  tools: [
    'age',
    'minisign',
    'qpdf',
    'poppler-utils',
    'exfat-fuse|exfat-utils',
    'exfatprogs|exfat-utils',
    'dosfstools',
    'postgresql',
    'openssl',
    'libnss3-tools',
    'libopenjp2-tools',
    'curl',
    'cups',
    'printer-driver-cups-pdf',
  ],
  faults: [
    'fusefat',
    'ntfs-3g',
    'mtools',
    'strace',
    'eatmydata',
    'faketime',
    'e2fsprogs',
    'dmsetup',
    'user-mode-linux',
    // User-mode Linux loads its modules with it.
    'kmod',
  ],
}

/**
 * Installs through apt-get what is missing. On another distribution it only says what is needed.
 * @param {string[]} wanted entries of `needs`
 * @returns {Promise<'kept' | 'installed' | 'left to you'>}
 * @throws {SetupError} when packages are missing and cannot be installed
 */
export async function provideDebianPackages(wanted) {
  if (process.platform !== 'linux') return 'kept'
  const status = await run('dpkg-query', [
    '-W',
    '-f',
    '${db:Status-Abbrev}${Package}\\n',
    ...wanted.flatMap(names),
  ])
  if (status.code === 127) return leaveToPerson(wanted)
  const missing = missingOf(wanted, status.stdout)
  if (missing.length === 0) return 'kept'
  say(`Installing Debian packages (a minute or so): ${missing.map(lastName).join(' ')}`)
  const apt = await aptGet(missing)
  // Package lists may be absent (a fresh container) or old: then apt finds nothing, or a file that is gone.
  if ((await apt(['--quiet', 'update'])).code !== 0)
    say('The package lists could not be refreshed; going on with those at hand.')
  const install = ['--quiet', '--yes', '--no-install-recommends', 'install']
  const ran = await apt([...install, ...(await chosen(missing))])
  if (ran.code !== 0) throw new SetupError(refusal(missing, lastWords(ran)))
  return 'installed'
}

/** @param {string} need @returns {string[]} */
const names = (need) => need.split('|')

/** The name that every release knows best. @param {string} need @returns {string} */
const lastName = (need) => /** @type {string} */ (names(need).at(-1))

/**
 * @param {string[]} wanted
 * @param {string} status lines of dpkg-query, as 'ii libnss3'
 * @returns {string[]} the entries of which no name is installed
 */
export function missingOf(wanted, status) {
  const installed = new Set()
  for (const line of status.split('\n')) if (line.startsWith('ii ')) installed.add(line.slice(3).trim())
  return wanted.filter((need) => !names(need).some((name) => installed.has(name)))
}

/**
 * The name under which this release has each need.
 * @param {string[]} missing
 */
async function chosen(missing) {
  const known = await run('apt-cache', ['pkgnames'])
  const all = new Set(known.stdout.split('\n'))
  return missing.map(
    (need) => names(need).find((name) => all.has(name)) ?? /** @type {string} */ (names(need).at(-1)),
  )
}

/** @param {string[]} missing @returns {Promise<(args: string[]) => ReturnType<typeof run>>} */
async function aptGet(missing) {
  const env = ['DEBIAN_FRONTEND=noninteractive']
  const args = ['apt-get', '-o', 'DPkg::Lock::Timeout=300']
  if (process.getuid?.() === 0) return (more) => run('env', [...env, ...args, ...more], { show: true })
  const ask = process.stdin.isTTY && !process.env['CI'] ? [] : ['--non-interactive']
  if ((await run('sudo', [...ask, '--validate'], { show: ask.length === 0 })).code !== 0) {
    throw new SetupError(
      `These packages are missing, and this user may not install them: ${missing.map(lastName).join(' ')}\n` +
        `Have someone who may run:  ${command(missing)}\nthen run the same command again.`,
    )
  }
  return (more) => run('sudo', [...env, ...args, ...more], { show: true })
}

/** @param {string[]} missing */
const command = (missing) => `sudo apt-get update && sudo apt-get install ${missing.map(lastName).join(' ')}`

/** @param {string[]} missing @param {string} words */
const refusal = (missing, words) =>
  `apt-get could not install: ${missing.map(lastName).join(' ')} ${words}\nCheck the network and the package sources, or run:  ` +
  `${command(missing)}\nthen run the same command again. Nothing needs to be undone.`

/** @param {string[]} wanted @returns {'left to you'} */
function leaveToPerson(wanted) {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  const name = /^PRETTY_NAME="?([^"\n]*)/m.exec(release)?.[1] ?? 'This distribution'
  say(
    `${name} has no dpkg. If a window does not open or a test finds no tool, install what Debian calls: ` +
      wanted.map(lastName).join(' '),
  )
  return 'left to you'
}
