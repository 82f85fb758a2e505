// Where things lie: the project, and what may be kept outside of it between clones.
import { homedir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's root folder. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

/**
 * The folder for what is fetched once for all clones: `$XDG_CACHE_HOME/rekam`, or the platform's own place.
 * @returns {string} an absolute path; it need not exist
 */
export function cacheFolder() {
  return path.join(platformCache(), 'rekam')
}

function platformCache() {
  const xdg = process.env['XDG_CACHE_HOME']
  if (xdg && path.isAbsolute(xdg)) return xdg
  if (process.platform === 'win32')
    return process.env['LOCALAPPDATA'] ?? path.join(homedir(), 'AppData', 'Local')
  if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Caches')
  return path.join(homedir(), '.cache')
}

/**
 * Node 24 as the lock file pins it (`node-<platform>-<arch>`), which runs everything but the set-up itself.
 * @param {string} [root] a project folder
 * @returns {string} the executable's path; it is there once the packages are installed
 */
export function projectNode(root = projectRoot) {
  const windows = process.platform === 'win32'
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`
  return path.join(root, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node')
}
