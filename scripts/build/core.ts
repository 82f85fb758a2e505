import { globSync, renameSync, rmSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import path from 'node:path'
import { build, type Rolldown } from 'vite'
import { isCorePackage } from './core-packages.ts'
import { unlessFresh } from './fresh.ts'
import { writeManifest } from './manifest.ts'
import { workerUrls } from './worker-urls.ts'

/**
 * What does nothing by being imported: left out of bundles that use nothing of it. Packages that do not say so, and our own sheets, whose
 * fonts' tables would be unpacked by every thread that only prints by another one (0.3 s and 20 MB of a restore's).
 */
const onlyWhereUsed = /(node_modules[\\/](@pdf-lib|pdf-lib|pako)|src[\\/](contract|core|formats|lib))[\\/]/

/** What takes a third of a second and more to load: for threads and first uses, never for a program's start (decision 0205). */
const notAtStart = /node_modules[\\/](@pdf-lib|pdf-lib|node-forge)[\\/]/

/** Entries by the name of their bundle. */
type Entries = Record<string, string>

/**
 * The core as ES modules for Node 24 in one flat folder, out/core: `process.mjs`, `cli.mjs`, one entry per
 * `*.worker.ts`, shared chunks; and out/main/core-manifest.json with the hash of every file of it.
 */
export function buildCore(root: string): Promise<boolean> {
  const from = ['src/{core,contract,lib,formats,datacenter,devices}/**/*.{ts,json}']
  const made = ['out/core/process.mjs', 'out/core/cli.mjs', 'out/main/core-manifest.json']
  return unlessFresh({ root, name: 'core', from, made }, async () => {
    // Beside and renamed: a build that fails leaves the last one, and a window that runs from it goes on.
    const beside = path.join(root, 'out', `.core-${process.pid}`)
    try {
      await bundleCore(root, beside, processEntries(root))
      rmSync(path.join(root, 'out', 'core'), { recursive: true, force: true })
      renameSync(beside, path.join(root, 'out', 'core'))
    } finally {
      rmSync(beside, { recursive: true, force: true })
    }
    await writeManifest(root)
  })
}

/** Programs by the name of their bundle, and every `*.worker.ts`, into one flat folder that is there or not. */
export async function bundleCore(root: string, outDir: string, programs: Entries): Promise<void> {
  // Apart from each other: a chunk that both share would have the process load what only a worker needs (PDF fonts
  // and their 2 MB of code, which took a third of its start).
  refuseSlowStart(await bundle(root, outDir, programs, '[name]-[hash].mjs'))
  await bundle(root, outDir, workerEntries(root), 'worker-[name]-[hash].mjs')
}

async function bundle(
  root: string,
  outDir: string,
  input: Entries,
  chunkFileNames: string,
): Promise<Rolldown.RolldownOutput> {
  const result = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    plugins: [workerUrls(path.join(root, 'src'))],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node24',
      outDir,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input,
        external: isCorePackage,
        treeshake: { moduleSideEffects: (id) => !onlyWhereUsed.test(id) },
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames },
      },
    },
  })
  refuseUnknownImports(result as Rolldown.RolldownOutput)
  return result as Rolldown.RolldownOutput
}

/** @throws Error when a program loads at its start what only some of its acts need */
function refuseSlowStart({ output }: Rolldown.RolldownOutput): void {
  const chunks = new Map(output.filter((file) => file.type === 'chunk').map((file) => [file.fileName, file]))
  const loaded = new Set([...chunks.values()].filter(({ isEntry }) => isEntry))
  // A set goes on over what is added while it is walked.
  for (const chunk of loaded) {
    for (const name of chunk.imports) if (chunks.has(name)) loaded.add(chunks.get(name)!)
    for (const [module, { renderedLength }] of Object.entries(chunk.modules)) {
      if (renderedLength > 0 && notAtStart.test(module))
        throw new Error(
          `${chunk.fileName} loads ${module} at the start of a program: import() it where it is used`,
        )
    }
  }
}

function processEntries(root: string): Entries {
  return Object.fromEntries(
    ['process', 'cli'].map((name) => [name, path.join(root, 'src', 'core', `${name}.ts`)]),
  )
}

/** @throws Error when two workers would have one name in the flat folder */
function workerEntries(root: string): Entries {
  const found: Entries = {}
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
