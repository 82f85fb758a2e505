import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

const SRC = join(import.meta.dirname, '../../..')
/** Code of others that works on pictures and pages: what a crafted file can do in it nobody knows. */
const DECODERS = ['@napi-rs/image', '@hyzyla/pdfium', 'zxing-wasm', '@cornerstonejs/codec-openjpeg']
const IMPORT = /^(?:import|export) (?!type\b)(?:[^'"]*? from )?'([^']+)'|\bimport\('([^']+)'\)/gm

/** Every module that is loaded with one, and whoever first asked for it. */
function loadedWith(entry: string): Map<string, string> {
  const loaded = new Map([[entry, '']])
  for (const [file] of loaded) {
    if (!file.endsWith('.ts')) continue
    for (const [, fixed, later] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      const name = (fixed ?? later)!
      const found = name.startsWith('.') ? join(dirname(file), name) : name
      if (!loaded.has(found)) loaded.set(found, relative(SRC, file))
    }
  }
  return loaded
}

const decodersIn = (entry: string) =>
  [...loadedWith(join(SRC, entry))].filter(([name]) => DECODERS.some((decoder) => name.startsWith(decoder)))

test.each(['core/process.ts', 'core/cli.ts'])(
  '%s loads no decoder of pictures: they run where they may die',
  (entry) => {
    expect(loadedWith(join(SRC, entry)).size).toBeGreaterThan(300)
    expect(decodersIn(entry)).toEqual([])
  },
)

test.each(['core/enrolment/image/image.worker.ts', 'lib/qr/read-qr.worker.ts'])('%s does', (entry) => {
  expect(decodersIn(entry)).not.toEqual([])
})
