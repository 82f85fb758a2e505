import { execFile } from 'node:child_process'
import type { Volume, VolumeProvider } from '../../ports.ts'
import { refuse } from '../../refuse.ts'
import { factsOf, parseMounts, readInfo } from './mac-words.ts'
import { type Facts, polledVolumes, type PolledSystem } from './polled.ts'

export interface MacParts {
  /** A program's standard output; rejects when it ends with an error. */
  readonly run: (program: string, args: readonly string[], input?: string) => Promise<string>
  readonly fs?: PolledSystem['fs']
  readonly pollMs?: number
}

function runProgram(program: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, [...args], { timeout: 60_000, maxBuffer: 8 << 20 }, (error, out) => {
      if (error) reject(new Error(`${program} failed`, { cause: error }))
      else resolve(out)
    })
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}

/** Volumes of macOS below /Volumes: mount(8) says what is there, diskutil what it is. */
export function macVolumes({ run = runProgram, fs, pollMs }: Partial<MacParts> = {}): VolumeProvider {
  const mounts = async () => parseMounts(await run('/sbin/mount', []))
  async function factsAt(mount: Awaited<ReturnType<typeof mounts>>[number]): Promise<Facts | null> {
    try {
      const plist = await run('/usr/sbin/diskutil', ['info', '-plist', mount.device])
      return factsOf(
        mount,
        readInfo(await run('/usr/bin/plutil', ['-convert', 'json', '-o', '-', '-'], plist)),
      )
    } catch {
      // It went while we asked, or it is none that diskutil knows.
      return null
    }
  }
  return polledVolumes({
    mounted: async () => JSON.stringify(await mounts()),
    facts: async () => (await Promise.all((await mounts()).map(factsAt))).filter((facts) => facts !== null),
    spell: (path) => (path.length > 1 ? path.replace(/\/+$/, '') : path),
    async eject({ device, label, mount }: Volume) {
      if (!/^\/dev\/disk[0-9s]+$/.test(device)) throw new RangeError('no disk')
      try {
        await run('/usr/sbin/diskutil', ['eject', device])
      } catch (error) {
        throw refuse('BACKUP-EJECT-BUSY', { disk: label || mount }, error)
      }
    },
    ...(fs ? { fs } : {}),
    ...(pollMs === undefined ? {} : { pollMs }),
  })
}
