import type { Plugin } from 'vite'

const workerUrl =
  /new URL\(\s*(['"])\.\.?\/(?:[^'"]*\/)?([^'"/]+)\.worker\.ts\1\s*,\s*import\.meta\.url,?\s*\)/g

const resources = /import\.meta\.dirname,\s*(['"])(?:\.\.\/)+resources\1/g

/** A file of a package that ships beside the bundle (core-packages.ts): found by the package's name in both. */
const packageFile = /import\.meta\.resolve\(\s*(['"])(?![./])[^'"]+\1\s*\)/g

/**
 * The text of a module whose workers are found in the flat folder of the bundle: `new URL('./seal.worker.ts',
 * import.meta.url)`, which plain Node runs, becomes `new URL('./seal.worker.mjs', ...)`. The terminal's `resources`,
 * above `src` in the tree, are beside the bundle's folder in the package.
 * @returns undefined when the module finds any other file by its own place, which is another once it is bundled
 */
export function withBundledWorkers(code: string): string | undefined {
  const known: string[] = []
  const keep = (text: string): string => `__known_${known.push(text) - 1}__`
  const marked = code
    .replace(workerUrl, (_, _quote, name: string) => keep(`new URL("./${name}.worker.mjs", import.meta.url)`))
    .replace(packageFile, (found) => keep(found))
    .replace(resources, () => keep('import.meta.dirname, "../resources"'))
  if (/import\.meta\.(?:url|dirname|filename|resolve)/.test(marked)) return undefined
  return marked.replace(/__known_(\d+)__/g, (_, at: string) => known[Number(at)] as string)
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
