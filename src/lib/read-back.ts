import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { ALIGNED_BYTES, PAGE_BYTES as PAGE, withAligned } from './aligned.ts'
import { errnoOf, Fault, faultOfErrno } from './fault.ts'
import { type Digests, DualHash } from './hash.ts'
import { mountOfDevice } from './mounts.ts'

/**
 * Reads a file past the cache: after a write the cache gives back what was meant, not what the medium holds (a lying
 * or counterfeit disk passes). `via` says what was really read; only 'medium' proves a copy.
 */
export type Via = 'medium' | 'cache'
export type ReadBack = Digests & { via: Via }
/** Whose system reads: another one only in tests. */
export type ReadSystem = {
  readonly platform: NodeJS.Platform
  readonly open: (path: string, flags: number) => Promise<FileHandle>
}
/** `chunkBytes`: 4096 to 1 MiB in steps of 4096. `onBytes`: how many bytes have been read so far. */
export type ReadBackOptions = {
  chunkBytes?: number
  onBytes?: (bytes: number) => void
  system?: ReadSystem
}

/** What is done with a chunk; nothing further is read before a promise has ended. */
export type OnChunk = (chunk: Uint8Array) => void | Promise<void>

/** Where O_DIRECT surely goes to the device. Not btrfs, f2fs (compressed files are read through the cache), overlay, network, FUSE. */
const DIRECT = new Set(['ext2', 'ext3', 'ext4', 'xfs', 'vfat', 'msdos', 'exfat'])
/** The same of Windows' own drivers, by Linux' names (decision 0212: not tried on a real Windows). */
const UNBUFFERED = new Set(['vfat', 'msdos', 'exfat', 'ntfs'])
/** UV_FS_O_DIRECT as libuv has it on Windows, where it becomes FILE_FLAG_NO_BUFFERING; node:fs has no name for it there. */
const WINDOWS_DIRECT = 0x0200_0000
const HERE: ReadSystem = { platform: process.platform, open: (path, flags) => open(path, flags) }

/** Whether files there can be read past the cache, so that a copy can be proven at all. @param fsType by Linux' names, the driver's own where FUSE serves it */
export function reachesMedium(
  fsType: string,
  options: readonly string[],
  { platform }: Pick<ReadSystem, 'platform'> = HERE,
): boolean {
  if (platform === 'linux') return DIRECT.has(fsType) && !options.includes('data=journal')
  return platform === 'win32' && UNBUFFERED.has(fsType)
}

/** Both digests of a whole file. Faults as faultOfErrno; DISK-IO when the file ends before its size. */
export function readBack(path: string, o: ReadBackOptions = {}): Promise<ReadBack> {
  return digest(path, 0, undefined, o)
}

/** The same for `length` bytes from `offset` (any numbers); FILE-TOO-SHORT when the file ends before. */
export function readBackRange(
  path: string,
  offset: number,
  length: number,
  o: ReadBackOptions = {},
): Promise<ReadBack> {
  return digest(path, offset, length, o)
}

/**
 * Gives the bytes themselves to `onChunk`, one at a time and valid only until it has ended; the next chunk is read
 * meanwhile, and none after it. For readers that need one digest only, or the content: `length` undefined means up to the end.
 */
export async function scanBack(
  path: string,
  range: { offset: number; length?: number },
  onChunk: OnChunk,
  o: ReadBackOptions = {},
): Promise<{ bytes: number; via: Via }> {
  let given = 0
  const counted = (chunk: Uint8Array) => {
    given += chunk.length
    const ended = onChunk(chunk)
    o.onBytes?.(given)
    return ended
  }
  const system = o.system ?? HERE
  try {
    const direct = await openDirect(path, system)
    if (direct !== undefined) {
      await using file = direct
      try {
        const via = await viaOf(path, file, system)
        await scan(file, path, range, counted, o.chunkBytes)
        return { bytes: given, via }
      } catch (e) {
        // Some file systems take the flag and refuse the first read.
        if (given > 0 || errnoOf(e) !== 'EINVAL') throw e
      }
    }
    await using file = await system.open(path, constants.O_RDONLY)
    await scan(file, path, range, counted, o.chunkBytes)
    return { bytes: given, via: 'cache' }
  } catch (e) {
    throw errnoOf(e) === undefined ? e : faultOfErrno(e, 'read-back', path)
  }
}

async function digest(
  path: string,
  offset: number,
  length: number | undefined,
  o: ReadBackOptions,
): Promise<ReadBack> {
  const both = new DualHash()
  const { via } = await scanBack(path, { offset, length }, (chunk) => void both.update(chunk), o)
  return { ...both.digest(), via }
}

/** Undefined where no direct read is known (macOS) or it is refused (EINVAL). */
async function openDirect(path: string, system: ReadSystem): Promise<FileHandle | undefined> {
  if (system.platform !== 'linux' && system.platform !== 'win32') return undefined
  const direct = system.platform === 'win32' ? WINDOWS_DIRECT : constants.O_DIRECT
  try {
    return await system.open(path, constants.O_RDONLY | direct)
  } catch (e) {
    if (errnoOf(e) === 'EINVAL') return undefined
    throw e
  }
}

/** Windows says nothing of a file's volume here; what lies under a drive's letter is the machine's own, what lies under `\\server` is not. */
const ON_A_DRIVE = /^(\\\\\?\\)?[A-Za-z]:[\\/]/

async function viaOf(path: string, file: FileHandle, system: ReadSystem): Promise<Via> {
  if (system.platform === 'win32') return ON_A_DRIVE.test(path) ? 'medium' : 'cache'
  const mount = await mountOfDevice((await file.stat()).dev)
  return mount !== undefined && reachesMedium(mount.fsType, mount.options, system) ? 'medium' : 'cache'
}

/** Reads aligned chunks in turns into two buffers, so that the disk works while a chunk is being hashed. */
async function scan(
  file: FileHandle,
  path: string,
  { offset, length }: { offset: number; length?: number },
  onChunk: OnChunk,
  chunkBytes = ALIGNED_BYTES,
): Promise<void> {
  if (chunkBytes % PAGE !== 0 || chunkBytes < PAGE || chunkBytes > ALIGNED_BYTES)
    throw new RangeError(`chunkBytes ${chunkBytes}`)
  const { size } = await file.stat()
  const end = length === undefined ? size : offset + length
  if (end > size) throw new Fault('FILE-TOO-SHORT', { path, bytes: size, wanted: end })
  const fill = (buffer: Buffer, at: number) =>
    readAligned(file, buffer.subarray(0, chunkBytes), at, size, path)
  await withAligned((first) =>
    withAligned(async (second) => {
      let [now, next] = [first, second]
      let at = offset - (offset % PAGE)
      let reading = at < end ? fill(now, at) : undefined
      while (reading !== undefined) {
        const read = await reading
        const chunk = now.subarray(Math.max(0, offset - at), Math.min(read, end - at))
        at += chunkBytes
        ;[now, next] = [next, now]
        reading = at < end ? fill(now, at) : undefined
        try {
          await onChunk(chunk)
        } catch (e) {
          // The read ahead must have ended, well or not, before its buffer is lent to another.
          await Promise.allSettled([reading])
          throw e
        }
      }
    }),
  )
}

/** Fills the buffer from `at`, or up to the file's size; a file that ends before its size is a fault of the disk. */
async function readAligned(
  file: FileHandle,
  buffer: Buffer,
  at: number,
  size: number,
  path: string,
): Promise<number> {
  const wanted = Math.min(buffer.length, size - at)
  let held = 0
  while (held < wanted) {
    // After a short read O_DIRECT goes on at the page that it began in.
    const from = held - (held % PAGE)
    const { bytesRead } = await file.read(buffer, from, buffer.length - from, at + from)
    if (from + bytesRead <= held) throw new Fault('DISK-IO', { op: 'read-back', path, errno: 'SHORT' })
    held = from + bytesRead
  }
  return wanted
}
