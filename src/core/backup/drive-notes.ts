import type { DriveNote, DriveWhy } from '../../contract/backup.ts'
import type { Volume } from '../ports.ts'

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

/** What is to be known of a volume that can be used all the same. */
export function notesOf({
  dirty,
  options,
  readonly,
}: Pick<Volume, 'dirty' | 'options' | 'readonly'>): DriveNote[] {
  const notes: DriveNote[] = dirty === true ? ['dirty'] : []
  if (!options) return notes
  if (!readonly && (options.includes('sync') || options.includes('synchronous'))) notes.push('slow')
  notes.push(options.includes('noexec') ? 'noexec' : 'exec')
  return notes
}
