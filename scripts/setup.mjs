// Makes a fresh clone ready: npm packages, Debian packages, an Electron runtime. Plain JavaScript for Node 20 without
// packages. `--then FILE.ts [args]` goes on with that script on the project's Node 24.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { findElectron } from './electron-runtime.mjs'
import { projectNode, projectRoot } from './electron-runtime/places.mjs'
import { needs, provideDebianPackages } from './setup/debian.mjs'
import { providePackages } from './setup/packages.mjs'
import { SetupError, say } from './setup/say.mjs'

const [flag, script, ...rest] = process.argv.slice(2)
if (flag !== undefined && (flag !== '--then' || script === undefined)) {
  say('usage: node scripts/setup.mjs [--then scripts/FILE.ts [arguments]]')
  process.exit(2)
}

/** What this script will need of the operating system: `npm start` needs a window only. */
function wantedPackages() {
  const hasDisplay = Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
  const withTools = script === undefined || path.basename(script) !== 'start.ts'
  const headless = !hasDisplay || withTools
  const withFaults = script !== undefined && /test\.ts$|torture/.test(script)
  return [
    ...needs.window,
    ...(headless ? needs.headless : []),
    ...(withTools ? needs.tools : []),
    ...(withFaults ? needs.faults : []),
  ]
}

try {
  if (Number.parseInt(process.versions.node, 10) < 20) {
    throw new SetupError(`This needs Node 20 or later to begin with; here is ${process.version}.`)
  }
  const began = Date.now()
  const packages = await providePackages(projectRoot)
  const debian = await provideDebianPackages(wantedPackages())
  const runtime = await findElectron(say)
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  const quiet = packages === 'kept' && debian === 'kept'
  say(`${quiet ? 'Everything is here' : 'Ready'} (${seconds} s). ${runtime.sentence}`)
} catch (error) {
  if (error instanceof SetupError || error instanceof Error) say(error.message)
  if (!(error instanceof SetupError) && process.env['DEBUG']) throw error
  process.exit(1)
}
if (script !== undefined) goOn(script)

/** @param {string} file */
function goOn(file) {
  const child = spawn(projectNode(), [path.resolve(file), ...rest], { stdio: 'inherit' })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal))
  }
  child.once('error', (error) => {
    say(`${file} could not be started: ${error.message}`)
    process.exitCode = 1
  })
  child.once('close', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
  })
}
