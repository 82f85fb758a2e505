// Runs in Electron's main process: starts the app whose folder is the first argument that is not a switch.
const electron = require('electron')
const path = require('node:path')

/** @typedef {{ setVersion(version: string): void, setAppPath(folder: string): void }} SetByDefaultApp */
const app = /** @type {Electron.App & SetByDefaultApp} */ (electron.app)

const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'))
try {
  if (given === undefined) throw new Error('usage: electron FOLDER')
  const folder = path.resolve(given)
  const manifest = require(path.join(folder, 'package.json'))
  app.name = manifest.productName ?? manifest.name ?? app.name
  if (manifest.version !== undefined) app.setVersion(manifest.version)
  app.setPath('userData', path.join(app.getPath('appData'), app.name))
  app.setAppPath(folder)
  require(path.join(folder, manifest.main ?? 'index.js'))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  app.exit(1)
}
