import { constants } from 'node:fs'
import { open } from 'node:fs/promises'

const RECORD = 8192
const LIMIT = 20_000

/** What file systems say of a volume that was not let go of properly or is broken (fs/fat, fs/exfat, fs/ntfs3 of Linux). */
const COMPLAINTS = [
  /was not properly unmounted/i,
  /volume is dirty/i,
  /Filesystem has been set read-only/i,
  /It is recommended to use chkdsk/i,
]

/**
 * Whether the kernel's log complains of a device since it was attached last. Lines as of /dev/kmsg, `level,number,time,flags;text`, or
 * bare ones.
 * @param device name below /dev: `sdb1`
 */
export function complaintsOf(lines: readonly string[], device: string): boolean {
  const disk = device.replace(/p?\d+$/, '')
  const texts = lines.map((line) => line.slice(line.indexOf(';') + 1))
  const came = texts.findLastIndex(
    (text) => text.includes(`[${disk}] Attached`) || text.includes(` ${disk}: `),
  )
  return texts
    .slice(came + 1)
    .some((text) => text.includes(`(${device})`) && COMPLAINTS.some((complaint) => complaint.test(text)))
}

/** The kernel's log so far; empty where this user may not read it. */
export async function kernelLog(path = '/dev/kmsg'): Promise<string[]> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const lines: string[] = []
      const buffer = Buffer.alloc(RECORD)
      while (lines.length < LIMIT) {
        const record = await file.read(buffer, 0, RECORD, null).catch(() => undefined)
        // EAGAIN at its end; EPIPE where records were overwritten meanwhile, which ends a look as well.
        if (record === undefined || record.bytesRead === 0) break
        lines.push(...buffer.toString('utf8', 0, record.bytesRead).split('\n').filter(Boolean))
      }
      return lines
    } finally {
      await file.close()
    }
  } catch {
    return []
  }
}
