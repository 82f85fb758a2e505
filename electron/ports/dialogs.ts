// Main process. The system's own windows for choosing a file, a folder, or where to save.
import { BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron'
import type { Shell } from '../../src/core/process-messages.ts'
import { isResidents } from '../resident-window.ts'

/** Over the focused window, or over the first. */
const parent = (): BrowserWindow | undefined =>
  [BrowserWindow.getFocusedWindow(), ...BrowserWindow.getAllWindows()].find(
    (one) => one && !isResidents(one.webContents),
  ) ?? undefined

export const choosePath: Shell['choosePath'] = async (kind, suggested) => {
  const over = parent()
  const given = suggested === undefined ? {} : { defaultPath: suggested }
  if (kind === 'save') {
    const options: SaveDialogOptions = {
      ...given,
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    }
    const { canceled, filePath } = await (over
      ? dialog.showSaveDialog(over, options)
      : dialog.showSaveDialog(options))
    return canceled || filePath === '' ? null : filePath
  }
  const properties: OpenDialogOptions['properties'] =
    kind === 'folder' ? ['openDirectory', 'createDirectory'] : ['openFile']
  const options: OpenDialogOptions = { ...given, properties }
  const { canceled, filePaths } = await (over
    ? dialog.showOpenDialog(over, options)
    : dialog.showOpenDialog(options))
  return canceled ? null : (filePaths[0] ?? null)
}
