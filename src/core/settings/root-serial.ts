import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { utf8 } from '../../lib/bytes.ts'
import { errnoOf, faultOfErrno } from '../../lib/fault.ts'
import { replaceDurably } from '../../lib/write-durably.ts'
import { refuse } from '../refuse.ts'

const FILE = 'serial.txt'

/**
 * The next serial of a root, counted in `serial.txt` beside its key. Written before it is used: a serial may be lost, never given
 * twice.
 * @param first the lowest that may be given
 */
export async function nextSerial(folder: string, first: number): Promise<number> {
  const path = join(folder, FILE)
  let last = first - 1
  try {
    const spelt = (await readFile(path, 'utf8')).trim()
    if (!/^[0-9]{1,15}$/.test(spelt)) throw refuse('FORMAT-UNREADABLE', { format: FILE })
    last = Math.max(last, Number(spelt))
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw faultOfErrno(error, 'read', path)
  }
  await replaceDurably(path, utf8(`${last + 1}\n`))
  return last + 1
}
