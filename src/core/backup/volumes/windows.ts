import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { VolumeProvider } from '../../ports.ts'
import { refuse } from '../../refuse.ts'
import { polledVolumes, type PolledSystem } from './polled.ts'
import { EJECT_SCRIPT, readVolumes, VOLUMES_SCRIPT } from './windows-words.ts'

export interface WindowsParts {
  /** PowerShell's standard output for a script, with values in its environment. */
  readonly powershell: (script: string, env?: Readonly<Record<string, string>>) => Promise<string>
  /** Rejects for a letter that nothing is mounted at. */
  readonly stat: (path: string) => Promise<{ dev: number }>
  readonly fs?: PolledSystem['fs']
  readonly pollMs?: number
  readonly ejectMs?: number
}

const run = promisify(execFile)
const parts: WindowsParts = {
  async powershell(script, env = {}) {
    const args = ['-NoProfile', '-NonInteractive', '-Command', script]
    const options = {
      env: { ...process.env, ...env },
      timeout: 30_000,
      windowsHide: true,
      maxBuffer: 8 << 20,
    }
    return (await run('powershell.exe', args, options)).stdout
  },
  stat: (path) => stat(path),
}

/** A and B are floppies: asking them makes them turn. */
const LETTERS = Array.from('CDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `${letter}:\\`)
const EJECT_MS = 15_000
const LOOK_MS = 250

/**
 * Drive letters of Windows: PowerShell says what they are, and is asked only when a letter came or went or another volume (by its serial)
 * stands behind one. `E:` and `E:\` are one mount point.
 */
export function windowsVolumes(own: Partial<WindowsParts> = {}): VolumeProvider {
  const { powershell, stat: look, fs, pollMs, ejectMs = EJECT_MS } = { ...parts, ...own }
  async function devOf(path: string): Promise<string> {
    try {
      return `${path}${(await look(path)).dev}`
    } catch {
      return ''
    }
  }
  const spell = (path: string) => (/^[A-Za-z]:\\?$/.test(path) ? `${path[0]!.toUpperCase()}:\\` : path)
  return polledVolumes({
    mounted: async () => (await Promise.all(LETTERS.map(devOf))).join(' '),
    facts: async () => readVolumes(await powershell(VOLUMES_SCRIPT)),
    spell,
    async eject({ device, mount, label }) {
      if (!/^[A-Z]:$/.test(device)) throw new RangeError('no drive letter')
      await powershell(EJECT_SCRIPT, { REKAM_DRIVE: device })
      // The desktop says nothing: the letter goes, or it does not.
      for (let left = ejectMs; left > 0; left -= LOOK_MS) {
        if ((await devOf(spell(mount))) === '') return
        await wait(LOOK_MS)
      }
      throw refuse('BACKUP-EJECT-BUSY', { disk: label || mount })
    },
    ...(fs ? { fs } : {}),
    ...(pollMs === undefined ? {} : { pollMs }),
  })
}
