import { createHash } from 'node:crypto'
import { createReadStream, existsSync, globSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { projectNode } from '../electron-runtime/places.mjs'
import { corePackageFiles } from './core-packages.ts'

/** Where the core's files lie in the package, below its `resources` folder; electron-builder.yml says the same. */
export const packagedNode = `node/${path.basename(projectNode())}`

/**
 * Writes out/main/core-manifest.json: SHA-256 of every file that the core process runs, by its path below the
 * package's `resources` folder. It travels inside the asar; electron/core-files.ts checks it.
 */
export async function writeManifest(root: string): Promise<void> {
  const files: [name: string, file: string][] = [
    ...globSync('*', { cwd: path.join(root, 'out', 'core') }).map((name): [string, string] => [
      `core/${name}`,
      path.join(root, 'out', 'core', name),
    ]),
    ...corePackageFiles(root).map((name): [string, string] => [
      `core/node_modules/${name}`,
      path.join(root, 'node_modules', name),
    ]),
  ]
  if (existsSync(projectNode(root))) files.push([packagedNode, projectNode(root)])
  const manifest: Record<string, string> = {}
  for (const [name, file] of files.toSorted(([a], [b]) => (a < b ? -1 : 1)))
    manifest[name] = await sha256(file)
  writeFileSync(
    path.join(root, 'out', 'main', 'core-manifest.json'),
    `${JSON.stringify(manifest, null, 1)}\n`,
  )
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}
