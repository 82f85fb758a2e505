import type { VolumeProvider } from '../../ports.ts'
import { linuxVolumes } from './linux.ts'
import { macVolumes } from './mac.ts'
import { windowsVolumes } from './windows.ts'

/** The removable volumes of the system that this runs on. */
export function systemVolumes(platform: NodeJS.Platform = process.platform): VolumeProvider {
  if (platform === 'win32') return windowsVolumes()
  return platform === 'darwin' ? macVolumes() : linuxVolumes()
}
