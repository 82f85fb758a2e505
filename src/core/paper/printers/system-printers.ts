import type { Printers } from '../../ports.ts'
import { cupsPrinters } from './cups.ts'
import { windowsPrinters } from './windows.ts'

/** The printers of the system that this runs on: CUPS on Linux and macOS. */
export function systemPrinters(platform: NodeJS.Platform = process.platform): Printers {
  return platform === 'win32' ? windowsPrinters() : cupsPrinters()
}
