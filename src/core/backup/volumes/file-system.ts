import { execFile } from 'node:child_process'
import { readdir, realpath } from 'node:fs/promises'
import { promisify } from 'node:util'
import { errnoOf } from '../../../lib/fault.ts'

const run = promisify(execFile)

/** What a block device says of the file system on it; fields are empty where it says nothing. */
export interface FileSystem {
  readonly uuid: string
  readonly type: string
  readonly label: string
}

const BY_UUID = '/dev/disk/by-uuid'
/** blkid lies where a desk's user has no path to. */
const ENVIRONMENT = { PATH: '/usr/sbin:/sbin:/usr/bin:/bin', LC_ALL: 'C' }

/** The answer of `blkid -p -o export`: `KEY=value` lines, values with backslash escapes. */
export function parseBlkid(text: string): FileSystem {
  const values = new Map<string, string>()
  for (const line of text.split('\n')) {
    const at = line.indexOf('=')
    if (at > 0) values.set(line.slice(0, at), line.slice(at + 1).replace(/\\(.)/g, '$1'))
  }
  return {
    uuid: values.get('UUID') ?? '',
    type: values.get('TYPE') ?? '',
    label: values.get('LABEL') ?? '',
  }
}

/** A user who may not read the device still sees what udev read. */
async function uuidByUdev(device: string): Promise<string> {
  try {
    for (const name of await readdir(BY_UUID)) {
      if ((await realpath(`${BY_UUID}/${name}`)) === device) return name
    }
  } catch (error) {
    // No udev here, or a link that went while we looked.
    if (errnoOf(error) !== 'ENOENT') throw error
  }
  return ''
}

/** Asks the device itself (lsblk shows nothing without udev), and udev where that is not permitted. */
export async function fileSystemOf(device: string): Promise<FileSystem> {
  try {
    const { stdout } = await run('blkid', ['-p', '-o', 'export', device], { env: ENVIRONMENT, timeout: 5000 })
    return parseBlkid(stdout)
  } catch {
    // blkid answers 2 for 'nothing found' and for 'not permitted' alike.
    return { uuid: await uuidByUdev(device), type: '', label: '' }
  }
}
