import type { Plugin } from 'vite'

const workerUrl = /new URL\(\s*'(?:\.\.?\/)(?:[^']*\/)?([^'/]+)\.worker\.ts'\s*,\s*import\.meta\.url,?\s*\)/g

/**
 * In the sources a worker is named as `new URL('./seal.worker.ts', import.meta.url)`, which plain Node runs. The core's
 * bundle is one flat folder with an entry per worker, so there the same is `new URL('./seal.worker.mjs', ...)`.
 * Any other use of a module's own place would point elsewhere once bundled: the build fails and says so.
 */
export function workerUrls(sources: string): Plugin {
  return {
    name: 'rekam:worker-urls',
    transform(code, id) {
      if (!id.startsWith(sources) || id.includes('node_modules')) return null
      const bundled = code.replace(
        workerUrl,
        (_, name: string) => `new URL('./${name}.worker.mjs', ownPlace)`,
      )
      if (/import\.meta\.(?:url|dirname|filename)/.test(bundled)) {
        this.error(
          `${id} finds a file by its own place; resources come through paths.resources, workers as *.worker.ts`,
        )
      }
      return { code: bundled.replaceAll(', ownPlace)', ', import.meta.url)'), map: null }
    },
  }
}
