import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hex, u64be, utf8 } from '../../lib/bytes.ts'
import { formatId } from '../id.ts'
import { foldHead, H0, nextHead } from './head.ts'

const ID = formatId(new Uint8Array(16).fill(7))
const SHA = 'ab'.repeat(32)

test('is what sha256sum says of the concatenation', () => {
  const parts = [utf8('rekam-head-v1'), H0, u64be(258), utf8(ID), Buffer.from(SHA, 'hex')]
  const said = execFileSync('sha256sum', { input: Buffer.concat(parts), encoding: 'utf8' })
  expect(hex(nextHead(H0, { seq: 258, id: ID, sha256: SHA }))).toBe(said.slice(0, 64))
})

test('is fixed for ever', () => {
  const links = [1, 2, 3].map((seq) => ({ seq, id: formatId(new Uint8Array(16).fill(seq)), sha256: SHA }))
  expect(hex(foldHead(H0, links))).toBe('aede7edc464d4141c48d378186b0e1523e07c8c480faccb1bb682c953cb2d87e')
  expect(hex(foldHead(H0, []))).toBe('00'.repeat(32))
})

test('any change of order, number, id, digest or start gives another head', () => {
  const link = fc.record({
    seq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    id: fc.uint8Array({ minLength: 16, maxLength: 16 }).map(formatId),
    sha256: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  })
  fc.assert(
    fc.property(link, link, (a, b) => {
      fc.pre(a.id !== b.id)
      const head = hex(foldHead(H0, [a, b]))
      const others = [
        foldHead(H0, [b, a]),
        foldHead(H0, [a]),
        foldHead(H0, [a, { ...b, seq: b.seq === 1 ? 2 : b.seq - 1 }]),
        foldHead(H0, [a, { ...b, sha256: b.sha256.map((byte) => byte ^ 1) }]),
        foldHead(
          H0.map(() => 1),
          [a, b],
        ),
      ]
      expect(others.map(hex)).not.toContain(head)
      expect(hex(nextHead(H0, a))).toBe(hex(nextHead(H0, { ...a, sha256: hex(a.sha256) })))
    }),
  )
})

test.each([
  ['short start', new Uint8Array(31), { seq: 1, id: ID, sha256: SHA }],
  ['short digest', H0, { seq: 1, id: ID, sha256: 'ab' }],
  ['no id', H0, { seq: 1, id: 'x', sha256: SHA }],
  ['number zero', H0, { seq: 0, id: ID, sha256: SHA }],
  ['fraction', H0, { seq: 1.5, id: ID, sha256: SHA }],
])('%s is refused', (_, previous, link) => {
  expect(() => nextHead(previous, link)).toThrow(RangeError)
})
