// Main process. Checks that the core lies on the disk as it was shipped: it is unpacked beside the asar, where a virus,
// a half-done update or a failing disk may have changed it.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import path from 'node:path'

/** SHA-256 (lower hex) of each file, by its path below the package's `resources` folder. */
export type CoreManifest = Record<string, string>

/**
 * Names of the files that are missing or changed.
 * @param only which names to look at; the runtime of 120 MB is looked at once the window stands
 */
export async function changedFiles(
  resources: string,
  manifest: CoreManifest,
  only: (name: string) => boolean,
): Promise<string[]> {
  const names = Object.keys(manifest).filter(only)
  const changed = await Promise.all(
    names.map(async (name) => ((await sha256(path.join(resources, name))) === manifest[name] ? [] : [name])),
  )
  return changed.flat()
}

async function sha256(file: string): Promise<string | undefined> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), hash)
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
  return hash.digest('hex')
}
