import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Real volumes for tests, mounted on a folder of their own. Where that is not possible (no root, a tool or a file system
 * is missing) `reason` says why, and the test is skipped with it.
 */
export type Volume = { path: string; image: string; reason?: string; unmount: () => void }
export type VolumeKind =
  | 'ext4'
  | 'ext4 with journalled data'
  | 'tmpfs'
  | 'ramfs'
  | 'fat by FUSE'
  | 'ntfs by FUSE'

const MIB = 1 << 20

type Command = [string, ...string[]]
const STEPS: Record<VolumeKind, (image: string, path: string, megabytes: number) => Command[]> = {
  ext4: (image, path) => [
    ['mkfs.ext4', '-q', '-F', image],
    ['mount', '-o', 'loop', image, path],
  ],
  'ext4 with journalled data': (image, path) => [
    ['mkfs.ext4', '-q', '-F', image],
    ['mount', '-o', 'loop,data=journal', image, path],
  ],
  tmpfs: (_, path, megabytes) => [['mount', '-t', 'tmpfs', '-o', `size=${megabytes}M`, 'tmpfs', path]],
  ramfs: (_, path) => [['mount', '-t', 'ramfs', 'ramfs', path]],
  'fat by FUSE': (image, path) => [
    ['mkfs.vfat', image],
    ['fusefat', '-o', 'rw+', image, path],
  ],
  'ntfs by FUSE': (image, path) => [
    ['mkfs.ntfs', '-q', '-F', '-f', image],
    ['ntfs-3g', image, path],
  ],
}

/** Makes and mounts one; `unmount` removes everything again. */
export function mountVolume(kind: VolumeKind, megabytes = 8): Volume {
  const path = mkdtempSync(join(tmpdir(), 'rekam-volume-'))
  const image = `${path}.img`
  writeFileSync(image, '')
  truncateSync(image, megabytes * MIB)
  const failed = STEPS[kind](image, path, megabytes).find(
    ([tool, ...args]) => spawnSync(tool, args).status !== 0,
  )
  const unmount = () => {
    if (failed === undefined) takeDown(path)
    rmSync(image, { force: true })
    if (existsSync(path)) rmdirSync(path)
  }
  const reason = failed === undefined ? undefined : `'${failed.join(' ')}' does not work here`
  return { path, image, reason, unmount }
}

/** A FUSE daemon that still answers for a file that was just closed keeps its mount busy for a moment. */
function takeDown(path: string): void {
  for (let tries = 0; spawnSync('umount', [path]).status !== 0; tries++) {
    if (tries === 50) throw new Error(`${path} stays busy`)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
  }
}
