// Main process. The resident's window: a session of its own, in which there is nothing but its page (decision 70).
import { BrowserWindow, screen, session, type WebContents } from 'electron'
import { PAGE_ORIGIN, PRACTICE_PAGE, RESIDENT_PAGE } from '../src/contract/shell.ts'
import type { Shell } from '../src/core/process-messages.ts'
import { serveResident } from './app-protocol.ts'
import { lockSession } from './lockdown.ts'
import type { Places } from './places.ts'

/** In memory alone: nothing of a resident stays in a browser's folder. */
const PARTITION = 'resident'

let preload = ''
let page = RESIDENT_PAGE
let window: BrowserWindow | undefined

/** Call when the app is ready. */
export function prepareResident(places: Pick<Places, 'preload' | 'page' | 'practice'>): void {
  preload = places.preload
  // The page shows it to the resident too.
  if (places.practice) page = RESIDENT_PAGE + PRACTICE_PAGE
  const own = session.fromPartition(PARTITION)
  lockSession(own, { sees: false })
  serveResident(own.protocol, places.page)
}

/** Whether a page is the resident's: by its session, whatever it says or has become. */
export function isResidents(contents: WebContents): boolean {
  return contents.session === session.fromPartition(PARTITION)
}

/** The monitor at which the resident sits; null on a desk with one. */
function otherDisplay() {
  const primary = screen.getPrimaryDisplay()
  return screen.getAllDisplays().find(({ id }) => id !== primary.id) ?? null
}

function make(): BrowserWindow {
  const made = new BrowserWindow({
    show: false,
    frame: false,
    title: 'Rekam',
    backgroundColor: '#ffffff',
    autoHideMenuBar: true,
    webPreferences: {
      partition: PARTITION,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: false,
    },
  })
  // The operator's way back, which no page can take away: it is heard before the page hears it.
  made.webContents.on('before-input-event', (event, { type, control, key }) => {
    if (type !== 'keyDown' || !control || key !== 'F11') return
    event.preventDefault()
    made.close()
  })
  made.webContents.on('render-process-gone', () => made.close())
  made.once('closed', () => {
    window = undefined
  })
  return made
}

/** Beside the operator's window, or over it: then the keys are the resident's until the operator takes them back. */
function place(shown: BrowserWindow): void {
  const other = otherDisplay()
  const { bounds } = other ?? screen.getPrimaryDisplay()
  shown.setBounds(bounds)
  if (other) {
    shown.showInactive()
    return
  }
  shown.setAlwaysOnTop(true, 'screen-saver')
  shown.show()
  shown.focus()
}

export const faceResident: Shell['faceResident'] = async (on) => {
  if (!on) {
    window?.close()
    return
  }
  if (!window) {
    window = make()
    await window.loadURL(PAGE_ORIGIN + page)
  }
  place(window)
}
