import { join } from 'node:path'
import { build } from 'vite'
import { isCorePackage } from '../../build/core-packages.ts'
import { projectRoot } from '../../electron-runtime/places.mjs'

/** Three folders deep, as the sources are that look for resources/ beside themselves. */
const OUT = join(projectRoot, 'out', 'torture', 'guest')

/**
 * A guest's program as one file: each of some 500 sources costs a trip through the host's files, which took longer than the boot. Gives
 * its path.
 */
export async function bundled(program: string): Promise<string> {
  await build({
    configFile: false,
    root: projectRoot,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node24',
      outDir: OUT,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: { [program]: join(import.meta.dirname, `${program}.ts`) },
        external: isCorePackage,
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  })
  return join(OUT, `${program}.mjs`)
}
