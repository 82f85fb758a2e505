// Main process. One Rekam per station: a second start shows the window of the first and ends.
import { app, BrowserWindow } from 'electron'
import { isResidents } from './resident-window.ts'

/** @returns false when another instance has the lock: this one must quit without touching the store */
export function isOnlyInstance(): boolean {
  if (!app.requestSingleInstanceLock()) return false
  app.on('second-instance', () => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) => !isResidents(webContents))
    if (window === undefined) return
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  })
  return true
}
