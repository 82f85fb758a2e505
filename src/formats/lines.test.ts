import fc from 'fast-check'
import { expect, test } from 'vitest'
import { text, utf8 } from '../lib/bytes.ts'
import { linesOf } from './lines.ts'

async function lines(chunks: readonly Uint8Array[], limit = 50): Promise<string[]> {
  const found = []
  for await (const line of linesOf('x', chunks, limit)) found.push(text(line))
  return found
}

test('lines come back however the stream was cut', async () => {
  const words = fc.array(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 }), {
    maxLength: 10,
  })
  await fc.assert(
    fc.asyncProperty(words, fc.array(fc.nat(200), { maxLength: 8 }), async (all, places) => {
      const bytes = utf8(all.map((word) => `${word}\n`).join(''))
      const cuts = [
        0,
        ...places.map((at) => Math.min(at, bytes.length)).toSorted((a, b) => a - b),
        bytes.length,
      ]
      const chunks = cuts.slice(1).map((end, i) => bytes.subarray(cuts[i], end))
      expect(await lines(chunks)).toEqual(all)
    }),
  )
})

test.each([
  ['a cut stream', ['a\nb'], 'truncated'],
  ['an empty line', ['a\n\nb\n'], 'empty line'],
  ['a line too long', [`${'a'.repeat(51)}\n`], 'line too long'],
  ['a line without end', ['a'.repeat(30), 'a'.repeat(30)], 'line too long'],
])('%s', async (_, chunks, why) => {
  await expect(lines(chunks.map(utf8))).rejects.toThrow(
    expect.objectContaining({ code: 'FORMAT-UNREADABLE', params: { format: 'x', why } }),
  )
})
