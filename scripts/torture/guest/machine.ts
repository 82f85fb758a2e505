// What a guest does to its machine: devices, mounts, module parameters. Runs inside user-mode Linux, as root, alone.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'

export function run(tool: string, ...args: string[]): string {
  return execFileSync(tool, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
}

/** A file of zeros in memory. */
export function blank(path: string, bytes: number): string {
  writeFileSync(path, '')
  truncateSync(path, bytes)
  return path
}

export function loopOf(image: string): string {
  return run('losetup', '-f', '--show', image)
}

export const SIZES = { vfat: 40 << 20, ext4: 40 << 20, exfat: 64 << 20 } as const
export type Kind = keyof typeof SIZES

export function format(kind: Kind, device: string): void {
  // FAT32 with the smallest clusters: as many allocations as can be.
  if (kind === 'vfat') run('mkfs.vfat', '-F', '32', '-s', '1', device)
  else if (kind === 'exfat') run('mkfs.exfat', device)
  else run('mkfs.ext4', '-q', '-F', '-m', '0', '-b', '1024', device)
}

export function mount(kind: Kind, device: string, at: string, options = 'rw'): void {
  mkdirSync(at, { recursive: true })
  run('mount', '-t', kind, '-o', options, device, at)
}

const REPAIRS: Readonly<Record<Kind, readonly [string, string]>> = {
  vfat: ['fsck.vfat', '-a'],
  ext4: ['e2fsck', '-fy'],
  exfat: ['fsck.exfat', '-y'],
}

/** What a technician does to a disk that was not ejected: the stock repair, answering every question by itself. */
export function repair(kind: Kind, device: string): void {
  // All answer 1 where they mended something.
  const [tool, how] = REPAIRS[kind]
  const { status, stdout } = spawnSync(tool, [how, device], { encoding: 'utf8' })
  if (status === null || status > 1) throw new Error(`${tool} ended with ${status}: ${stdout}`)
}

export function unmount(at: string): void {
  run('umount', at)
}

export function dropCaches(): void {
  run('sync')
  writeFileSync('/proc/sys/vm/drop_caches', '3')
}

/** One JSON line to the host. */
export function tell(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
