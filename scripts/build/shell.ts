import path from 'node:path'
import { build } from 'vite'
import { unlessFresh } from './fresh.ts'

/**
 * The shell: main and preload as CommonJS, one file each. The oldest runtime it meets is the Electron 25 of
 * scripts/electron-runtime: Node 18, Chromium 114.
 */
export function buildShell(root: string): Promise<boolean> {
  const from = ['electron/**/*.ts', 'src/core/process-messages.ts', 'src/contract/shell.ts']
  const made = ['out/main/main.cjs', 'out/main/preload.cjs']
  return unlessFresh({ root, name: 'shell', from, made }, async () => {
    await bundle(root, 'main')
    await bundle(root, 'preload')
  })
}

async function bundle(root: string, name: 'main' | 'preload'): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: path.join(root, 'electron', `${name}.ts`),
      target: 'node18',
      outDir: path.join(root, 'out', 'main'),
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: `${name}.cjs`, codeSplitting: false },
      },
    },
  })
}
