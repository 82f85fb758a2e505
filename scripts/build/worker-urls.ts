import type { Plugin } from 'vite'

const workerUrl =
  /new URL\(\s*(['"])\.\.?\/(?:[^'"]*\/)?([^'"/]+)\.worker\.ts\1\s*,\s*import\.meta\.url,?\s*\)/g

/**
 * The text of a module whose workers are found in the flat folder of the bundle: `new URL('./seal.worker.ts',
 * import.meta.url)`, which plain Node runs, becomes `new URL('./seal.worker.mjs', ...)`.
 * @returns undefined when the module finds any other file by its own place, which is another once it is bundled
 */
export function withBundledWorkers(code: string): string | undefined {
  const places: string[] = []
  const marked = code.replace(workerUrl, (_, _quote, name: string) => `__worker_${places.push(name) - 1}__`)
  if (/import\.meta\.(?:url|dirname|filename|resolve)/.test(marked)) return undefined
  return marked.replace(
    /__worker_(\d+)__/g,
    (_, at: string) => `new URL("./${places[Number(at)]}.worker.mjs", import.meta.url)`,
  )
}

/** Applies it to our own sources; the build fails where a file would not be found. */
export function workerUrls(sources: string): Plugin {
  return {
    name: 'rekam:worker-urls',
    transform(code, id) {
      if (!id.startsWith(sources)) return null
      const bundled = withBundledWorkers(code)
      if (bundled !== undefined) return { code: bundled, map: null }
      return this.error(
        `${id} finds a file by its own place; resources come by paths.resources, workers as *.worker.ts`,
      )
    },
  }
}
