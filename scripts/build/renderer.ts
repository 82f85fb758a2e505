import react from '@vitejs/plugin-react'
import path from 'node:path'
import { build } from 'vite'
import { unlessFresh } from './fresh.ts'

/** Stands in index.html where electron/app-protocol.ts puts a fresh nonce at every load. */
export const noncePlaceholder = '__CSP_NONCE__'

/** The page, for Chromium 114 and later, without anything inline that the strict CSP would refuse. */
export function buildRenderer(root: string): Promise<boolean> {
  const from = ['src/renderer/**/*', 'src/contract/**/*.ts', 'resources/**/*.{svg,png,webp,jpg}']
  return unlessFresh(
    { root, name: 'renderer', from, made: ['out/renderer/index.html', 'out/renderer/resident.html'] },
    async () => {
      const [pages, to] = [path.join(root, 'src', 'renderer'), path.join(root, 'out', 'renderer')]
      await bundlePage(pages, to)
      await bundlePage(pages, to, 'resident.html')
    },
  )
}

/**
 * Builds one page of a folder into another; `index.html` empties it first. Each page by itself: what two pages share would be cut into
 * dozens of small files, and the window waits for each of them when it starts (decision 0205).
 */
export async function bundlePage(root: string, outDir: string, page = 'index.html'): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    plugins: [react()],
    html: { cspNonce: noncePlaceholder },
    build: {
      target: 'chrome114',
      cssTarget: 'chrome114',
      outDir,
      emptyOutDir: page === 'index.html',
      // Inlined assets are data: addresses, which the CSP allows to pictures alone.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 3000,
      rolldownOptions: {
        input: path.join(root, page),
        output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
      },
    },
  })
}
