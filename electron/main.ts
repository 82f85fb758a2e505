// Main process, composition: places -> ports -> core process -> window.
import { app, ipcMain, Menu, session } from 'electron'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { CONNECT } from '../src/contract/shell.ts'
import type { Start } from '../src/core/process-messages.ts'
import { registerAppScheme, serveApp } from './app-protocol.ts'
import { changedFiles, type CoreManifest } from './core-files.ts'
import { type CoreHost, startCore } from './core-host.ts'
import { isOurPage, lockDown, lockSession } from './lockdown.ts'
import { findPlaces } from './places.ts'
import { onShutdown } from './ports/power.ts'
import { pretendCamera } from './ports/practice.ts'
import { hasSecretBox } from './ports/secret-box.ts'
import { isResidents, prepareResident } from './resident-window.ts'
import { answer } from './shell.ts'
import { shellLog } from './shell-log.ts'
import { isOnlyInstance } from './single-instance.ts'
import { openWindow } from './window.ts'

const places = findPlaces()
if (isOnlyInstance()) run()
else app.quit()

function run(): void {
  const log = shellLog(places.logs, !app.isPackaged)
  log(`Rekam ${app.getVersion()} on Electron ${process.versions.electron}`)
  // Electron's own answer is a dialog that stops everything, the relay to the core included, until someone closes it.
  process.on('uncaughtException', (error) => log(`uncaught: ${error.stack}`))
  process.on('unhandledRejection', (reason) => log(`unhandled: ${String(reason)}`))
  if (places.practice) pretendCamera(places.resources)
  lockDown()
  registerAppScheme()
  Menu.setApplicationMenu(null)
  const core = startCore({
    node: places.node,
    entry: places.core,
    args: ['--station', places.station, '--resources', places.resources, ...places.pretended],
    first: places.first,
    start: app.whenReady().then(whatTheCoreLearns),
    damaged: () => damaged((name) => !isNode(name)),
    answer: (ask, send) => answer(ask, send, log),
    log,
  })
  quitWith(core)
  connectPages(core)
  void showWindow(core, log)
}

async function showWindow(core: CoreHost, log: (text: string) => void): Promise<void> {
  await app.whenReady()
  lockSession(session.defaultSession, { sees: true })
  serveApp(places.page, (address) => core.stream(address))
  openWindow(places.preload, places.practice)
    .once('show', () => void reportDamagedNode(log))
    // The resident's window does not keep the program alone.
    .once('closed', () => app.quit())
  prepareResident(places)
  onShutdown(() => app.quit())
}

function whatTheCoreLearns(): Start {
  return { secretBox: hasSecretBox(), runtime: `Electron ${process.versions.electron}` }
}

/** Every page that asks gets its one port; who is no page of ours gets none. */
function connectPages(core: CoreHost): void {
  ipcMain.on(CONNECT, ({ ports: [port], sender, senderFrame }) => {
    if (port === undefined) return
    if (!isOurPage(senderFrame)) return port.close()
    core.connect(sender.id, port, isResidents(sender))
  })
}

/** The program ends once the core has closed the store. */
function quitWith(core: CoreHost): void {
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', (event) => {
    event.preventDefault()
    void core.stop().finally(() => app.exit())
  })
}

function isNode(name: string): boolean {
  return name.startsWith('node/')
}

/** Core files that are not as shipped. In the tree there is nothing to compare with. */
async function damaged(only: (name: string) => boolean): Promise<string[]> {
  if (!app.isPackaged) return []
  const manifest = JSON.parse(
    readFileSync(path.join(__dirname, 'core-manifest.json'), 'utf8'),
  ) as CoreManifest
  return changedFiles(process.resourcesPath, manifest, only)
}

/** Reading 120 MB would hold up the first paint, so the runtime itself is looked at after it. */
async function reportDamagedNode(log: (text: string) => void): Promise<void> {
  for (const name of await damaged(isNode)) log(`${name} is not as it was shipped: reinstall Rekam`)
}
