import { readFile } from 'node:fs/promises'

/** One line of /proc/self/mountinfo (proc(5)): what is mounted where. */
export type Mount = { major: number; minor: number; path: string; fsType: string; options: string[] }

/** The mounts of a mountinfo text; octal escapes in paths are undone. */
export function parseMountinfo(table: string): Mount[] {
  return table.split('\n').flatMap((line) => {
    const [before = '', after] = line.split(' - ')
    const fields = before.split(' ')
    const [major, minor] = (fields[2] ?? '').split(':').map(Number)
    const path = fields[4]
    if (after === undefined || path === undefined || major === undefined || minor === undefined) return []
    const [fsType = '', , superOptions = ''] = after.split(' ')
    return [{ major, minor, path: unescapePath(path), fsType, options: superOptions.split(',') }]
  })
}

/** A mount of the file system that has this st_dev; undefined when the table has none (or is not there: Windows). */
export async function mountOfDevice(device: number): Promise<Mount | undefined> {
  if (process.platform !== 'linux') return undefined
  const { major, minor } = splitDevice(BigInt(device))
  const mounts = parseMountinfo(await readFile('/proc/self/mountinfo', 'utf8'))
  return mounts.find((mount) => mount.major === major && mount.minor === minor)
}

/** glibc's gnu_dev_major and gnu_dev_minor. */
function splitDevice(device: bigint): { major: number; minor: number } {
  const major = ((device >> 8n) & 0xfffn) | ((device >> 32n) & ~0xfffn)
  const minor = (device & 0xffn) | ((device >> 12n) & ~0xffn)
  return { major: Number(major), minor: Number(minor & 0xffffffffn) }
}

function unescapePath(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
}
