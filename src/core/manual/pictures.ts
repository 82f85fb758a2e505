import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errnoOf, faultOfErrno } from '../../lib/fault.ts'

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.jpg'))
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return []
    throw faultOfErrno(error, 'readdir', folder)
  }
}

/** The manual's screenshots by their name, as the tour of the window made them (decision 0160); none is no error: the manual does without. */
export async function pictures(resources: string): Promise<Map<string, Uint8Array>> {
  const folder = join(resources, 'manual')
  const names = await namesIn(folder)
  return new Map(
    await Promise.all(
      names.map(
        async (name) => [name.slice(0, -4), new Uint8Array(await readFile(join(folder, name)))] as const,
      ),
    ),
  )
}
