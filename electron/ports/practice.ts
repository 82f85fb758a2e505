// Main process. Practice (latihan): a start of its own, with a pretended camera.
import { app } from 'electron'
import path from 'node:path'
import type { Shell } from '../../src/core/process-messages.ts'

/** Before the app is ready: what the camera sees in practice. Nobody's face is asked for. */
export function pretendCamera(resources: string): void {
  app.commandLine.appendSwitch('use-fake-device-for-media-stream')
  app.commandLine.appendSwitch(
    'use-file-for-fake-video-capture',
    path.join(resources, 'practice', 'camera.mjpeg'),
  )
}

/** Ends the program and starts it again; an AppImage is started by its file, not by what is mounted of it. */
export const restart: Shell['restart'] = async (as) => {
  const args = process.argv.slice(1).filter((one) => !one.startsWith('--practice'))
  if (as !== 'station') args.push(as === 'practice' ? '--practice' : '--practice=anew')
  const image = process.env['APPIMAGE']
  app.relaunch(image === undefined ? { args } : { args, execPath: image })
  app.quit()
}
