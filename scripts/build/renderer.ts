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
    () =>
      bundlePage(path.join(root, 'src', 'renderer'), path.join(root, 'out', 'renderer'), [
        'index.html',
        'resident.html',
      ]),
  )
}

/** Builds the pages of one folder into another. */
export async function bundlePage(root: string, outDir: string, pages = ['index.html']): Promise<void> {
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
      emptyOutDir: true,
      // Inlined assets are data: addresses, which the CSP allows to pictures alone.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 3000,
      rolldownOptions: { input: pages.map((page) => path.join(root, page)) },
    },
  })
}
