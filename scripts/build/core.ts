import { existsSync, globSync, renameSync, rmSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import path from 'node:path'
import { build, type Rolldown } from 'vite'
import { isCorePackage } from './core-packages.ts'
import { unlessFresh } from './fresh.ts'
import { writeManifest } from './manifest.ts'
import { workerUrls } from './worker-urls.ts'

/**
 * The core as ES modules for Node 24 in one flat folder, out/core: `process.mjs`, `cli.mjs`, one entry per
 * `*.worker.ts`, shared chunks; and out/main/core-manifest.json with the hash of every file of it.
 */
export function buildCore(root: string): Promise<boolean> {
  const from = ['src/{core,contract,lib,formats,datacenter,devices}/**/*.{ts,json}']
  const made = ['out/core/process.mjs', 'out/main/core-manifest.json']
  return unlessFresh({ root, name: 'core', from, made }, async () => {
    const sources = path.join(root, 'src')
    // Beside and renamed: a build that fails leaves the last one, and a window that runs from it goes on.
    const beside = path.join(root, 'out', `.core-${process.pid}`)
    const result = await build({
      configFile: false,
      root,
      logLevel: 'warn',
      plugins: [workerUrls(sources)],
      ssr: { noExternal: true },
      build: {
        ssr: true,
        target: 'node24',
        outDir: beside,
        minify: false,
        rolldownOptions: {
          input: entries(root),
          external: isCorePackage,
          output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
        },
      },
    })
    refuseUnknownImports(result as Rolldown.RolldownOutput)
    rmSync(path.join(root, 'out', 'core'), { recursive: true, force: true })
    renameSync(beside, path.join(root, 'out', 'core'))
    await writeManifest(root)
  })
}

/** @throws {Error} when two workers would have one name in the flat folder */
function entries(root: string): Record<string, string> {
  const found: Record<string, string> = {}
  const optional = ['cli'].filter((name) => existsSync(path.join(root, 'src', 'core', `${name}.ts`)))
  for (const name of ['process', ...optional]) found[name] = path.join(root, 'src', 'core', `${name}.ts`)
  for (const worker of globSync('src/**/*.worker.ts', { cwd: root })) {
    const name = path.basename(worker, '.ts')
    if (found[name] !== undefined)
      throw new Error(`two workers are named ${name}: ${found[name]} and ${worker}`)
    found[name] = path.join(root, worker)
  }
  return found
}

/** A package that is neither bundled nor shipped would be missing only on the stations. */
function refuseUnknownImports({ output }: Rolldown.RolldownOutput): void {
  const own = new Set(output.map((file) => file.fileName))
  for (const chunk of output) {
    if (chunk.type !== 'chunk') continue
    for (const name of [...chunk.imports, ...chunk.dynamicImports]) {
      if (own.has(name) || isBuiltin(name) || isCorePackage(name)) continue
      throw new Error(
        `${chunk.fileName} imports ${name}, which is neither bundled nor in scripts/build/core-packages.ts`,
      )
    }
  }
}
