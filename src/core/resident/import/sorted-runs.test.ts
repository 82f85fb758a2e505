import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tempFolders } from '../../testing/temp.ts'
import { SortedRuns } from './sorted-runs.ts'

const temp = tempFolders()
const key = new Uint8Array(32).fill(3)

function sorted(texts: readonly string[], limit?: number): string[] {
  const runs = new SortedRuns(join(temp(), 'runs'), key, limit)
  try {
    for (const text of texts) runs.push(text)
    return [...runs.merged()].flat()
  } finally {
    runs.close()
  }
}

test('runs of any length give what sorting all at once gives, also with signs beyond the first plane', () => {
  const text = fc.oneof(
    fc.constantFrom('', 'siti', 'siti\u001f1', '\uffee', '\u{1d400}'),
    fc.string({ unit: 'binary' }),
  )
  fc.assert(
    fc.property(fc.array(text, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (texts, limit) => {
      const expected = texts.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
      expect(sorted(texts, limit)).toEqual(expected)
    }),
    { numRuns: 30 },
  )
})

test('runs that are longer than a page', () => {
  const texts = Array.from({ length: 4000 }, (_, n) => String((n * 7919) % 4001))
  expect(sorted(texts, 1300)).toEqual(texts.toSorted((a, b) => (a < b ? -1 : 1)))
})

test('nothing of them lies in the file in the clear', () => {
  const path = join(temp(), 'runs')
  const runs = new SortedRuns(path, key, 100)
  for (let n = 0; n < 20_000; n++) runs.push(`MARKERNAMA ${n}`.repeat(40))
  const bytes = readFileSync(path)
  runs.close()
  expect(bytes.length).toBeGreaterThan(1_000_000)
  expect(bytes.includes('MARKERNAMA')).toBe(false)
})
