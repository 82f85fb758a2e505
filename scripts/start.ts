// `npm start`: builds what has changed and opens the station's window. `-- --demo`: a station with sample data.
// Other arguments go to the window: `--station=DIR`, `--user-data-dir=DIR`.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { buildAll } from './build.ts'
import { hasDisplay } from './display.ts'
import { findElectron } from './electron-runtime.mjs'
import { projectNode, projectRoot } from './electron-runtime/places.mjs'

const say = (text: string) => void process.stderr.write(`[start] ${text}\n`)
const given = process.argv.slice(2)

if (!hasDisplay()) {
  say(
    'There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can be opened. ' +
      '`npm run demo` shows the main job without one; over ssh, `ssh -X` brings a display along.',
  )
  process.exit(1)
}

const built = await buildAll()
if (built.length > 0) say(`Built: ${built.join(', ')}.`)
const runtime = await findElectron(say)
say(runtime.sentence)
// Chromium's own remarks (a missing bus, a missing GPU) would bury ours.
const args = [...sandboxSwitches(), '--log-level=3', projectRoot, ...given.filter((arg) => arg !== '--demo')]
if (given.includes('--demo')) args.push(...demoStation())

const window = spawn(runtime.executable, args, { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => window.kill(signal))
window.once('error', (error) => {
  say(`${runtime.executable} could not be started: ${error.message}`)
  process.exitCode = 1
})
window.once('close', (code) => {
  process.exitCode = code ?? 1
})

/**
 * Chromium's sandbox does not run as root, and needs user namespaces where its set-uid helper is not installed (it is
 * not, in a runtime fetched by npm). Only there the page runs without it: development, never a package.
 */
function sandboxSwitches(): string[] {
  if (process.platform !== 'linux') return []
  const why =
    process.getuid?.() === 0
      ? 'as root'
      : spawnSync('unshare', ['--user', 'true']).status === 0
        ? undefined
        : 'because this system allows no user namespaces'
  if (why === undefined) return []
  say(`Chromium's own sandbox is off ${why}.`)
  return ['--no-sandbox']
}

/** Kept between starts in out/demo-station; delete the folder to begin anew. */
function demoStation(): string[] {
  const home = path.join(projectRoot, 'out', 'demo-station')
  const station = path.join(home, 'station')
  if (!existsSync(station)) {
    const command = [path.join(projectRoot, 'src', 'core', 'cli.ts'), 'init', '--demo', '--station', station]
    if (spawnSync(projectNode(), command, { stdio: 'inherit' }).status !== 0) process.exit(1)
  }
  say(
    `Sample station: ${path.relative(projectRoot, home)}; the password of all accounts is in sandi-contoh.txt there.`,
  )
  return [`--station=${station}`, `--user-data-dir=${path.join(home, 'user')}`]
}
