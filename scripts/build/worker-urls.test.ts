import { expect, test } from 'vitest'
import { withBundledWorkers } from './worker-urls.ts'

test.each([
  [`new Worker(new URL('./seal.worker.ts', import.meta.url))`, './seal.worker.mjs'],
  [`new URL("../backup/engine/backup.worker.ts", import.meta.url)`, './backup.worker.mjs'],
  [`new URL(\n  './image-check.worker.ts',\n  import.meta.url,\n)`, './image-check.worker.mjs'],
])('%j starts the worker of the flat folder', (code, wanted) => {
  expect(withBundledWorkers(code)).toContain(`new URL("${wanted}", import.meta.url)`)
})

test('several workers in one module, and modules without any', () => {
  const code = `a(new URL('./x.worker.ts', import.meta.url)); b(new URL('./y.worker.ts', import.meta.url))`
  expect(withBundledWorkers(code)?.match(/\.\/[xy]\.worker\.mjs/g)).toEqual([
    './x.worker.mjs',
    './y.worker.mjs',
  ])
  expect(withBundledWorkers('export const one = 1')).toBe('export const one = 1')
})

test('the resources lie beside the bundle', () => {
  const code = `join(import.meta.dirname, '../../../resources')`
  expect(withBundledWorkers(code)).toBe(`join(import.meta.dirname, "../resources")`)
})

test('a package that ships beside the bundle is found by its name', () => {
  const code = `import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')`
  expect(withBundledWorkers(code)).toBe(code)
})

test.each([
  `readFileSync(new URL('./table.json', import.meta.url))`,
  `join(import.meta.dirname, '../../data')`,
  `import.meta.resolve('./other.ts')`,
  `new URL('./x.worker.ts', base); new URL('./data', import.meta.url)`,
])('%j would find nothing once bundled', (code) => {
  expect(withBundledWorkers(code)).toBeUndefined()
})
