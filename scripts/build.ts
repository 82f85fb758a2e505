// Builds everything that runs in the window: shell, core, page, into out/. What has not changed is not built again.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { buildCore } from './build/core.ts'
import { buildRenderer } from './build/renderer.ts'
import { buildShell } from './build/shell.ts'
import { projectRoot } from './electron-runtime/places.mjs'

/** @returns the names of what was built anew */
export async function buildAll(root = projectRoot): Promise<string[]> {
  mkdirSync(path.join(root, 'out', 'main'), { recursive: true })
  const parts = { shell: buildShell, core: buildCore, page: buildRenderer }
  const built = await Promise.all(
    Object.entries(parts).map(async ([name, build]) => ((await build(root)) ? name : undefined)),
  )
  return built.filter((name) => name !== undefined)
}

if (import.meta.main) {
  const began = performance.now()
  try {
    const built = await buildAll()
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    process.stderr.write(`build: ${built.length > 0 ? built.join(', ') : 'nothing changed'} (${seconds} s)\n`)
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    process.stderr.write(`build failed: ${stripVTControlCharacters(words)}\n`)
    process.exitCode = 1
  }
}
