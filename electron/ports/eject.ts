// Main process. Hands a removable drive back to the person who wants to unplug it.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Refusal } from './refusal.ts'

/** Program and arguments of each step. */
export type EjectSteps = readonly (readonly [program: string, args: readonly string[]])[]

/**
 * @param device '/dev/sdb1' on Linux, 'E:' on Windows, as the system tells it
 * @throws Refusal INPUT-INVALID for anything else: the name goes to programs of the system
 */
export function ejectSteps(device: string, platform: NodeJS.Platform): EjectSteps {
  if (platform === 'linux' && /^\/dev\/[a-z][a-z0-9]{1,30}$/.test(device)) {
    return [
      ['udisksctl', ['unmount', '--no-user-interaction', '--block-device', device]],
      ['udisksctl', ['power-off', '--no-user-interaction', '--block-device', device]],
    ]
  }
  if (platform === 'win32' && /^[A-Z]:$/.test(device)) {
    const script = `(New-Object -ComObject Shell.Application).NameSpace(17).ParseName('${device}').InvokeVerb('Eject')`
    return [['powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script]]]
  }
  if (platform === 'darwin' && /^\/dev\/disk[0-9s]{1,10}$/.test(device))
    return [['diskutil', ['eject', device]]]
  throw new Refusal('INPUT-INVALID')
}

/** @throws Refusal DISK-BUSY when the system does not let go of the drive within 30 seconds */
export async function eject(device: string): Promise<void> {
  for (const [program, args] of ejectSteps(device, process.platform)) {
    try {
      await promisify(execFile)(program, [...args], { timeout: 30_000, windowsHide: true })
    } catch (error) {
      throw new Refusal('DISK-BUSY', error)
    }
  }
}
