import type { DriveNote, DriveWhy } from '../../contract/backup.ts'
import { reachesMedium } from '../../lib/read-back.ts'
import type { Volume } from '../ports.ts'
import type { Station } from '../station.ts'
import { volumeAt } from './disk/identity.ts'

/** File systems that hold what we write: long files, our names, and fsync that means it. By the names of Linux, macOS and Windows. */
const USABLE = new Set([
  'vfat',
  'fat32',
  'msdos',
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
  'apfs',
  'hfs',
  'refs',
  'tmpfs',
])

/** Optical and packed file systems, and FAT of floppy disks, are none. FUSE says what it serves behind a dot. */
export function isUsableFs(fs: string): boolean {
  const name = fs.toLowerCase()
  return USABLE.has(name) || name === '' || name.startsWith('fuse.')
}

/** Why nobody can write to a volume. */
export function readonlyWhy({ locked, dirty }: Pick<Volume, 'locked' | 'dirty'>): DriveWhy {
  if (locked === true) return 'locked'
  return dirty === true ? 'dirty' : 'mounted-readonly'
}

/** Why what is read there is never proven to come from the medium, and so what can be done: another file system, driver or system. */
function unprovable(
  { fs, driver, options = [] }: Pick<Volume, 'fs' | 'driver' | 'options'>,
  system: System,
): DriveNote[] {
  const named = fs.toLowerCase()
  // Nothing is said of what the system does not name.
  if (named === '' || reachesMedium((driver ?? named).toLowerCase(), options, system)) return []
  if (system.platform !== 'linux' && system.platform !== 'win32') return ['unprovable-here']
  return driver?.startsWith('fuse') && reachesMedium(named, options, system)
    ? ['unprovable-driver']
    : ['unprovable']
}

interface System {
  readonly platform: NodeJS.Platform
}

/** What is to be known of a volume that can be used all the same. */
export function notesOf(
  volume: Pick<Volume, 'dirty' | 'options' | 'readonly' | 'fs' | 'driver'>,
  system: System = process,
): DriveNote[] {
  const { dirty, options, readonly } = volume
  const notes = unprovable(volume, system)
  if (dirty === true) notes.push('dirty')
  if (!options) return notes
  if (!readonly && (options.includes('sync') || options.includes('synchronous'))) notes.push('slow')
  notes.push(options.includes('noexec') ? 'noexec' : 'exec')
  return notes
}

/** The same of the volume that is mounted at a path. BACKUP-MOUNT-MISSING. */
export async function notesAt({ ports }: Pick<Station, 'ports'>, mount: string): Promise<DriveNote[]> {
  return notesOf(await volumeAt(ports.volumes, mount))
}
