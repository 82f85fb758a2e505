import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Real volumes for tests, made from image files as root (BACKUP: test volumes). exFAT, NTFS and FAT run on FUSE daemons, so that killing
 * one is the fastest unplug there is: every call then answers ENOTCONN.
 */
export type VolumeKind = 'ext4' | 'exfat' | 'ntfs' | 'fat' | 'tmpfs'

export interface TestVolume {
  readonly kind: VolumeKind
  readonly mount: string
  /** Pulls the drive without a word to anybody: kills the FUSE daemon. Not for ext4 and tmpfs. */
  pull(): void
  /** Unmounts properly, and takes the device away. A tmpfs loses what is on it. */
  eject(): void
  /** Mounts the same image again on a new device: another session of the medium. */
  plug(options?: { readonly?: boolean }): void
  /** Eject and remove all of it; safe to call twice. */
  [Symbol.dispose](): void
}

/** A user takes down what a user's own FUSE daemon put up. */
const unmount: [string, ...string[]] = process.getuid?.() === 0 ? ['umount'] : ['fusermount', '-u']

const MEGABYTE = 1 << 20
/** Whatever a test leaves behind is taken down when the process ends. */
const standing = new Set<TestVolume>()
process.on('exit', () => {
  for (const volume of standing) volume[Symbol.dispose]()
})

/** Whether this machine can make such volumes: root, loop devices and the tools. */
export function canMount(kind: VolumeKind): boolean {
  const tools = {
    ext4: ['mkfs.ext4'],
    exfat: ['mkfs.exfat', 'mount.exfat-fuse'],
    ntfs: ['mkfs.ntfs', 'ntfs-3g'],
    fat: ['mkfs.vfat', 'fusefat'],
    tmpfs: [],
  }
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  return tools[kind].every((tool) => spawnSync('which', [tool]).status === 0)
}

function run(tool: string, ...args: string[]): string {
  return execFileSync(tool, args, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' }).trim()
}

function isMounted(mount: string): boolean {
  // mountinfo writes a space as an octal escape.
  return readFileSync('/proc/self/mountinfo', 'utf8').includes(` ${mount.replaceAll(' ', '\\040')} `)
}

function waitFor(what: () => boolean, why: string): void {
  for (let turn = 0; !what(); turn++) {
    if (turn > 1200) throw new Error(`waited 60 s: ${why}`)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
  }
}

const MAKE: Record<VolumeKind, (image: string) => void> = {
  // Tables at once: the kernel would write them later, in the middle of what is measured.
  ext4: (image) =>
    void run('mkfs.ext4', '-q', '-F', '-m', '0', '-E', 'lazy_itable_init=0,lazy_journal_init=0', image),
  exfat: (image) => void run('mkfs.exfat', image),
  ntfs: (image) => void run('mkfs.ntfs', '-F', '-Q', '-q', image),
  fat: (image) => void run('mkfs.vfat', '-F', '32', image),
  tmpfs: () => undefined,
}

/** FUSE daemons that serve a mount point, by their command line. */
function daemonsOf(mount: string): number[] {
  const listed = spawnSync('pgrep', ['-f', `(exfat|fusefat|ntfs-3g).*${mount}`], { encoding: 'utf8' }).stdout
  return listed.split('\n').filter(Boolean).map(Number)
}

export interface VolumeOptions {
  readonly bytes?: number
  readonly mount?: string
  readonly readonly?: boolean
  /** More mount options; ext4 alone. */
  readonly how?: readonly string[]
  /** The device takes no writes, as a card whose lock is on. */
  readonly locked?: boolean
  /** The image is read and written past this machine's cache, as a disk is that holds none of its own: where speed is measured. */
  readonly uncached?: boolean
  /** Does something to the image before it is mounted. */
  readonly spoil?: (image: string) => void
}

/** Marks an ext4 as one in which errors were found. */
export function markDamaged(image: string): void {
  run('debugfs', '-w', '-R', 'ssv error_count 3', image)
}

/**
 * A new volume, mounted. @param bytes size of the image; FAT32 needs 34 MB
 * @param mount where; a new folder below the system's temporary one when not given
 */
export function makeVolume(kind: VolumeKind, options: VolumeOptions = {}): TestVolume {
  const bytes = options.bytes ?? 64 * MEGABYTE
  const folder = mkdtempSync(join(tmpdir(), 'rekam-volume-'))
  const mount = options.mount ?? join(folder, 'mount')
  const image = join(folder, 'image')
  mkdirSync(mount, { recursive: true })
  writeFileSync(image, '')
  truncateSync(image, bytes)
  MAKE[kind](image)
  options.spoil?.(image)
  let loop = ''

  function release(): void {
    // A program that is being refused closes its last file a moment later.
    waitFor(
      () => !isMounted(mount) || spawnSync(unmount[0], [...unmount.slice(1), mount]).status === 0,
      `${mount} let go`,
    )
    if (loop !== '') run('losetup', '-d', loop)
    loop = ''
  }

  const volume: TestVolume = {
    kind,
    mount,
    plug({ readonly = false } = {}) {
      const how = readonly ? 'ro' : 'rw'
      if (kind === 'tmpfs') {
        run('mount', '-t', 'tmpfs', '-o', `size=${bytes},${how}`, 'tmpfs', mount)
      } else if (kind === 'fat') {
        spawn('fusefat', ['-o', readonly ? 'ro' : 'rw+', image, mount], {
          stdio: 'ignore',
          detached: true,
        }).unref()
      } else {
        const device = [
          ...(options.locked === true ? ['-r'] : []),
          ...(options.uncached === true ? ['--direct-io=on'] : []),
        ]
        loop = run('losetup', ...device, '-f', '--show', image)
        if (kind === 'ext4') run('mount', '-o', [how, ...(options.how ?? [])].join(','), loop, mount)
        else if (kind === 'ntfs') run('ntfs-3g', loop, mount, '-o', `big_writes,${how}`)
        else run('mount.exfat-fuse', '-o', how, loop, mount)
      }
      waitFor(() => isMounted(mount), `${kind} mounted at ${mount}`)
    },
    pull() {
      const daemons = daemonsOf(mount)
      if (daemons.length === 0) throw new Error(`${kind} has no daemon to kill`)
      // The daemon's own starter may end while it is looked at.
      spawnSync('kill', ['-9', ...daemons.map(String)])
      waitFor(() => daemonsOf(mount).length === 0, 'daemon gone')
    },
    eject: release,
    [Symbol.dispose]() {
      standing.delete(volume)
      if (isMounted(mount)) spawnSync('umount', [mount])
      if (isMounted(mount)) spawnSync('umount', ['-l', mount])
      if (loop !== '') spawnSync('losetup', ['-d', loop])
      loop = ''
      for (const path of [folder, mount]) if (existsSync(path)) rmSync(path, { recursive: true, force: true })
    },
  }
  standing.add(volume)
  volume.plug({ readonly: options.readonly ?? options.locked ?? false })
  return volume
}
