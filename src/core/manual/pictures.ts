import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errnoOf, faultOfErrno } from '../../lib/fault.ts'
import type { Language } from './lay-out.ts'

/** Where screenshots may lie: in a package beside the other resources, in the tree where the tour of the window left them (decision 0100). */
function places(resources: string, language: Language): string[] {
  return [join(resources, 'manual', language), join(resources, '..', 'out', 'manual', language)]
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.jpg'))
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return []
    throw faultOfErrno(error, 'readdir', folder)
  }
}

/** The screenshots that are there, by their name; none is no error: the manual does without. */
export async function pictures(resources: string, language: Language): Promise<Map<string, Uint8Array>> {
  for (const folder of places(resources, language)) {
    const names = await namesIn(folder)
    if (names.length === 0) continue
    const read = await Promise.all(
      names.map(
        async (name) => [name.slice(0, -4), new Uint8Array(await readFile(join(folder, name)))] as const,
      ),
    )
    return new Map(read)
  }
  return new Map()
}
