import { existsSync } from 'node:fs'
import { readFile, stat, statfs } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { dirname, resolve } from 'node:path'
import type { Volume, VolumeProvider } from '../../ports.ts'
import { ejectLinux } from './eject.ts'
import { type FileSystem, fileSystemOf } from './file-system.ts'
import { type Mount, parseMountinfo } from './mountinfo.ts'
import { healthOf } from './health.ts'
import { remountByUdisks } from './remount.ts'
import { sessionOf } from './session.ts'
import { watchMounts } from './watch.ts'

const MOUNTINFO = '/proc/self/mountinfo'

/** File systems that lie on a disk which one can carry away. */
const ON_DISKS = new Set([
  'vfat',
  'exfat',
  'ntfs',
  'ntfs3',
  'fuseblk',
  'ext2',
  'ext3',
  'ext4',
  'xfs',
  'btrfs',
  'f2fs',
  'udf',
  // Seen so that a person is told why not.
  'iso9660',
  'hfsplus',
  'hfs',
  'msdos',
  'squashfs',
])
const LOOP_MAJOR = '7:'
const SYSTEM = ['/', '/boot', '/home', '/usr', '/var', '/etc', '/opt', '/srv', '/root', '/nix']

export interface LinuxVolumes {
  /** Folders below which drives are mounted; a drive is listed only there. */
  readonly roots?: readonly string[]
  /** Test option: list loop devices, file systems in memory and FUSE images too. */
  readonly pretended?: boolean
}

function defaultRoots(): string[] {
  const user = userInfo().username
  return ['/media', '/run/media', '/mnt', `/media/${user}`, `/run/media/${user}`]
}

function isCandidate(mount: Mount, pretended: boolean): boolean {
  if (mount.root !== '/' || SYSTEM.some((path) => mount.mount === path || mount.mount.startsWith('/boot/')))
    return false
  return ON_DISKS.has(mount.fs) || (pretended && (mount.fs === 'tmpfs' || mount.fs.startsWith('fuse')))
}

/** A device that was pulled leaves its mount behind; its entry in sysfs goes at once. */
function isDeviceThere(mount: Mount): boolean {
  return mount.device.startsWith('0:') || existsSync(`/sys/dev/block/${mount.device}`)
}

async function mounts(): Promise<Mount[]> {
  return parseMountinfo(await readFile(MOUNTINFO, 'utf8'))
}

/**
 * Removable volumes of a Linux machine. `list` shows what is mounted below the roots, loop devices left out; `at` answers for
 * any mount point that is named, and never for a bare folder. A volume that no longer answers counts as gone.
 */
export function linuxVolumes(options: LinuxVolumes = {}): VolumeProvider {
  const roots = (options.roots ?? defaultRoots()).map((root) => resolve(root))
  const pretended = options.pretended ?? false
  // A mounted file system keeps its UUID; asking costs a process.
  const known = new Map<string, FileSystem>()

  async function identify(mount: Mount, session: string | undefined): Promise<FileSystem> {
    if (!mount.source.startsWith('/')) return { uuid: '', type: '', label: '' }
    const key = [mount.id, mount.device, mount.source, mount.mount, session ?? ''].join(' ')
    const found = known.get(key) ?? (await fileSystemOf(mount.source))
    if (found.uuid !== '') known.set(key, found)
    return found
  }

  async function describe(mount: Mount): Promise<Volume | null> {
    if (!isDeviceThere(mount)) return null
    try {
      const [self, above, space] = await Promise.all([
        stat(mount.mount),
        stat(dirname(mount.mount)),
        statfs(mount.mount),
      ])
      if (self.dev === above.dev) return null
      const session = await sessionOf(mount.device)
      const fs = await identify(mount, session)
      return {
        mount: mount.mount,
        device: mount.source,
        fs: fs.type || mount.fs,
        driver: mount.fs,
        id: fs.uuid,
        label: fs.label,
        bytes: space.blocks * space.bsize,
        free: space.bavail * space.bsize,
        readonly: mount.readonly,
        options: mount.options,
        ...(await healthOf(mount)),
        dev: self.dev,
        ...(session === undefined ? {} : { session }),
      }
    } catch {
      // Whatever it is (ENOTCONN, EIO, ENOENT while it is being unmounted): nothing can be kept there now.
      return null
    }
  }

  function isListed(mount: Mount): boolean {
    if (!pretended && mount.device.startsWith(LOOP_MAJOR)) return false
    return isCandidate(mount, pretended) && roots.some((root) => mount.mount.startsWith(`${root}/`))
  }

  return {
    async list() {
      const found = await Promise.all((await mounts()).filter(isListed).map(describe))
      return found.filter((volume) => volume !== null)
    },
    async at(path) {
      const mount = (await mounts()).find((one) => one.mount === resolve(path))
      return mount && isCandidate(mount, pretended) ? describe(mount) : null
    },
    remount: remountByUdisks,
    eject: (volume) => ejectLinux(volume),
    watch(changed) {
      return watchMounts({
        roots,
        read: () => readFile(MOUNTINFO, 'utf8'),
        alive: async (text) => {
          const listed = await Promise.all(parseMountinfo(text).filter(isListed).map(describe))
          return listed.map((volume) => volume?.mount ?? '').join('\n')
        },
        changed,
      })
    },
  }
}
