import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CONTAINERS } from './containers.ts'
import { DOCUMENTS } from './documents.ts'
import { pictures } from './pictures.ts'

const SRC = join(import.meta.dirname, '../../..')
/** Signatures are one format, and its decoder has two of them; what lies in a bag is read by the bag's. */
const SAME = /\.(minisig|SIG)$|^formats\/bag\/golden\//

test('every format of which there is a golden file has a decoder among those that are fuzzed', async () => {
  const tried = [...DOCUMENTS, ...CONTAINERS, ...(await pictures())].flatMap(({ sound }) =>
    sound.map((bytes) => Buffer.from(bytes).toString('base64')),
  )
  const files = globSync('{formats,core}/**/golden/**/*', { cwd: SRC, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(SRC.length + 1))
  expect(files.length).toBeGreaterThan(50)
  const missing = files.filter(
    (file) => !SAME.test(file) && !tried.includes(readFileSync(join(SRC, file)).toString('base64')),
  )
  expect(missing).toEqual([])
})
