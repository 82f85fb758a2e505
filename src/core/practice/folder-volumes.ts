import { readdir, stat, statfs } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { errnoOf, faultOfErrno } from '../../lib/fault.ts'
import type { Volume, VolumeProvider } from '../ports.ts'

const POLL_MS = 1000

/** Pretended USB disks: the folders in a folder, and nothing that is really plugged in. */
export function folderVolumes(drives: string): VolumeProvider {
  async function names(): Promise<string[]> {
    try {
      const entries = await readdir(drives, { withFileTypes: true })
      return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return []
      throw faultOfErrno(error, 'readdir', drives)
    }
  }

  async function at(mount: string): Promise<Volume | null> {
    const name = basename(mount)
    if (resolve(dirname(mount)) !== resolve(drives) || !(await names()).includes(name)) return null
    const [{ dev }, space] = await Promise.all([stat(mount), statfs(mount)])
    return {
      mount,
      device: `latihan:${name}`,
      fs: '',
      id: `latihan-${name}`,
      label: name,
      bytes: space.blocks * space.bsize,
      free: space.bavail * space.bsize,
      readonly: false,
      dev,
    }
  }

  return {
    at,
    async list() {
      const found = await Promise.all((await names()).map((name) => at(join(drives, name))))
      return found.filter((volume) => volume !== null)
    },
    remount: async () => false,
    watch(changed) {
      let last: string | undefined
      const look = async () => {
        const now = (await names()).join('\n')
        if (last !== undefined && now !== last) changed()
        last = now
      }
      const timer = setInterval(() => void look(), POLL_MS)
      return () => clearInterval(timer)
    },
  }
}
