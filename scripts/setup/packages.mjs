// The npm packages, installed as the lock file says, and not again until it changes.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { projectNode } from '../electron-runtime/places.mjs'
import { lastWords, runNpm } from '../electron-runtime/run.mjs'
import { SetupError, say } from './say.mjs'

// `npm ci` would refuse: some registries lack the optional packages of platforms that we do not use, npm leaves these
// out of the lock file, and `ci` then calls the lock file incomplete. `install --no-save` takes every version and hash
// from the lock file just the same and leaves it as it is. The log level hides npm's remarks on the older Node.
const install = [
  'install',
  '--no-save',
  '--ignore-scripts',
  '--prefer-offline',
  '--loglevel=error',
  '--no-update-notifier',
]

/**
 * Installs the packages of `root` unless the ones of this lock file are there. Install scripts are not run: nothing
 * that we use needs one.
 * @param {string} root
 * @returns {Promise<'kept' | 'installed'>}
 * @throws {SetupError}
 */
export async function providePackages(root) {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')
  const stamp = path.join(root, 'node_modules', '.rekam-setup')
  const kept = existsSync(stamp) && readFileSync(stamp, 'utf8') === lock
  if (kept && existsSync(projectNode(root))) return 'kept'
  say('Installing the npm packages (about half a minute, several on a slow line) ...')
  const ran = await runNpm(install, { cwd: root, show: true })
  if (ran.code !== 0) throw new SetupError(refusal(lastWords(ran)))
  if (!existsSync(projectNode(root))) throw new SetupError(noNode(root))
  writeFileSync(stamp, lock)
  return 'installed'
}

/** @param {string} words */
const refusal = (words) =>
  `The npm packages could not be installed; what npm says stands above. ${words}\n` +
  'If the network or the registry is out of reach: connect, or set npm to a registry that you can reach ' +
  '(npm config set registry ...), and run the same command again. Nothing needs to be undone.'

/** @param {string} root */
const noNode = (root) =>
  `npm installed no Node 24 for ${process.platform}-${process.arch} (looked for ${projectNode(root)}). ` +
  'Check that npm does not omit optional packages (npm config get omit), remove node_modules, and run the same command again.'
