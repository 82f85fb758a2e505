import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Volume } from '../../ports.ts'
import { complaintsOf, kernelLog } from './kernel-log.ts'
import type { Mount } from './mountinfo.ts'

/** A number that the kernel shows in a file; undefined where it shows none. */
async function numberAt(path: string): Promise<number | undefined> {
  try {
    const value = Number((await readFile(path, 'utf8')).trim())
    return Number.isFinite(value) ? value : undefined
  } catch {
    // Not this file system, not this kernel, or gone meanwhile.
    return undefined
  }
}

/** Of ext4: errors that were found since the last fsck stand in its superblock. */
async function hasErrors({ fs, source }: Mount): Promise<boolean> {
  if (!fs.startsWith('ext')) return false
  return ((await numberAt(`/sys/fs/ext4/${basename(source)}/errors_count`)) ?? 0) > 0
}

/** FAT and exFAT are marked while they are mounted, so that only the kernel knows how it found them. */
async function hasComplaints({ id, device, fs, source }: Mount): Promise<boolean> {
  if (!['vfat', 'exfat', 'ntfs3'].includes(fs)) return false
  const key = [id, device, source].join(' ')
  const known = complaints.get(key)
  if (known && performance.now() - known.at < FRESH_MS) return known.found
  const found = complaintsOf(await kernelLog(), basename(source))
  if (complaints.size > MOUNTS) complaints.clear()
  complaints.set(key, { at: performance.now(), found })
  return found
}

/** Volumes are looked at every second; the kernel's log is long. */
const FRESH_MS = 30_000
const MOUNTS = 100
const complaints = new Map<string, { at: number; found: boolean }>()

/** A kernel that gave up says so in the options. */
const GIVEN_UP = ['emergency_ro', 'shutdown']

/** What Linux says of a mounted volume's health; `locked`: the device itself takes no writes. */
export async function healthOf(mount: Mount): Promise<Pick<Volume, 'dirty' | 'locked'>> {
  if (!mount.source.startsWith('/dev/')) return {}
  const locked = (await numberAt(`/sys/dev/block/${mount.device}/ro`)) === 1
  const dirty =
    GIVEN_UP.some((option) => mount.options.includes(option)) ||
    (await hasErrors(mount)) ||
    (await hasComplaints(mount))
  return { dirty, locked }
}
