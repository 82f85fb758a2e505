import { readFile } from 'node:fs/promises'
import { errnoOf } from '../../../lib/fault.ts'

const BOOT = '/proc/sys/kernel/random/boot_id'

async function firstOf(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    try {
      return (await readFile(path, 'utf8')).trim()
    } catch (error) {
      if (!['ENOENT', 'ENODEV', 'ENOTDIR'].includes(errnoOf(error) ?? '')) throw error
    }
  }
  return undefined
}

/**
 * Which presence of a medium this is: the machine's boot and the kernel's sequence number of the disk, which rises each time a disk
 * is attached or its medium changes (`diskseq`, Linux 5.15). Undefined where the kernel does not say.
 * @param device `major:minor` of the disk or of a partition on it
 */
export async function sessionOf(device: string): Promise<string | undefined> {
  const block = `/sys/dev/block/${device}`
  const sequence = await firstOf([`${block}/diskseq`, `${block}/../diskseq`])
  if (sequence === undefined) return undefined
  const boot = await firstOf([BOOT])
  return boot === undefined ? undefined : `${boot}:${sequence}`
}
