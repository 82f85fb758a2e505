// Main process. The station's window.
import { app, BrowserWindow, screen } from 'electron'
import { PAGE_ORIGIN, PRACTICE_PAGE } from '../src/contract/shell.ts'

/** The smallest screen that the desks have; every page fits it (LOOK: frame). */
const width = 1366
const height = 768

/** Opens the window, and shows it once there is something to see. @param practice its page is marked as practice */
export function openWindow(preload: string, practice: boolean): BrowserWindow {
  const space = screen.getPrimaryDisplay().workAreaSize
  const window = new BrowserWindow({
    width,
    height,
    useContentSize: space.width > width && space.height > height,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    autoHideMenuBar: true,
    title: 'Rekam',
    backgroundColor: '#f8fafc',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  })
  window.once('ready-to-show', () => window.show())
  comeBackAfterCrash(window)
  void window.loadURL(`${PAGE_ORIGIN}/index.html${practice ? PRACTICE_PAGE : ''}`)
  return window
}

/** A page that died is loaded again; the core never noticed. One that dies at once again and again is left alone. */
function comeBackAfterCrash(window: BrowserWindow): void {
  let last = -Infinity
  window.webContents.on('render-process-gone', (_, { reason }) => {
    if (reason === 'clean-exit' || performance.now() - last < 3000) return
    last = performance.now()
    window.webContents.reload()
  })
}
