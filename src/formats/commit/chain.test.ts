import { expect, test } from 'vitest'
import { hex, text, utf8 } from '../../lib/bytes.ts'
import { sha256 } from '../../lib/hash.ts'
import type { CommitFields } from './commit.ts'
import { sampleChain } from '../testing/commit-sample.ts'
import { EPOCH, sampleId } from '../testing/sample.ts'
import { inspectChain, verifyChain } from './chain.ts'

const chain = (over?: (i: number) => Partial<CommitFields>) => sampleChain(over).map(({ bytes }) => bytes)
const broken = (sequence: number, why: string) =>
  expect.objectContaining({ code: 'COMMIT-CHAIN', params: { sequence, why } })

test('a chain holds in any order of reading, gaps in the sequence included', () => {
  expect(verifyChain(chain()).map(({ sequence }) => sequence)).toEqual([12, 13, 15, 16])
  expect(verifyChain(chain().toReversed()).map(({ sequence }) => sequence)).toEqual([12, 13, 15, 16])
  expect(verifyChain([])).toEqual([])
})

test('a commit that is missing, at the start or within', () => {
  const [first, second, third, fourth] = chain()
  expect(() => verifyChain([second!, third!, fourth!])).toThrow(broken(13, 'first'))
  expect(() => verifyChain([first!, third!, fourth!])).toThrow(broken(15, 'previous'))
})

test('a commit that was changed breaks the next', () => {
  const [first, second, ...rest] = chain()
  const changed = utf8(text(second!).replace('"count":2', '"count":3'))
  expect(() => verifyChain([first!, changed, ...rest])).toThrow(broken(15, 'previous'))
})

test.each<[string, (i: number) => Partial<CommitFields>, number]>([
  ['disk', (i) => (i === 2 ? { disk: sampleId(9) } : {}), 15],
  ['disk', (i) => (i === 2 ? { station: '5272-02-A' } : {}), 15],
  ['head', (i) => (i === 2 ? { head: { epoch: EPOCH, seq: 1, hash: '5a'.repeat(32) } } : {}), 15],
  ['changes', (i) => (i === 1 ? { changes: { epoch: EPOCH, from: 12, to: 20 } } : {}), 13],
  ['sequence', (i) => (i === 1 ? { sequence: 12 } : {}), 12],
  ['volume', (i) => (i === 3 ? { volumes: [] } : i === 2 ? { volumes: sampleVolumes() } : {}), 15],
])('%s', (why, over, sequence) => {
  expect(() => verifyChain(chain(over))).toThrow(broken(sequence, why))
})

function sampleVolumes() {
  const [volume] = [
    {
      name: '202611/S0000013.TAR',
      bytes: 1,
      sha256: 'cd'.repeat(32),
      count: 0,
      index: { offset: 0, bytes: 0 },
    },
  ]
  return [volume]
}

test('a snapshot or another epoch begins the changes anew', () => {
  const jump = { epoch: EPOCH, from: 500, to: 501 }
  expect(
    verifyChain(chain((i) => (i === 3 ? { changes: jump, snapshot: { change: 501 } } : {}))),
  ).toHaveLength(4)
  expect(
    verifyChain(chain((i) => (i === 3 ? { changes: { ...jump, epoch: sampleId(9) } } : {}))),
  ).toHaveLength(4)
})

test('a commit without changes hides no gap', () => {
  const without = (from: number) => (i: number) =>
    i === 1
      ? { changes: null }
      : i === 2
        ? { changes: { epoch: EPOCH, from, to: 40 } }
        : i === 3
          ? { changes: null }
          : {}
  expect(verifyChain(chain(without(11)))).toHaveLength(4)
  expect(() => verifyChain(chain(without(12)))).toThrow(broken(15, 'changes'))
})

test('a snapshot beyond its changes is where the next ones go on', () => {
  const after = (from: number) => (i: number) =>
    i === 2 ? { snapshot: { change: 60 } } : i === 3 ? { changes: { epoch: EPOCH, from, to: 70 } } : {}
  expect(verifyChain(chain(after(61)))).toHaveLength(4)
  expect(() => verifyChain(chain(after(31)))).toThrow(broken(16, 'changes'))
})

test('a restore is told every break and given every commit', () => {
  const [first, , third, fourth] = chain()
  const { commits, breaks } = inspectChain([first!, third!, fourth!])
  expect(commits.map(({ sequence }) => sequence)).toEqual([12, 15, 16])
  expect(breaks).toEqual([{ sequence: 15, why: 'previous' }])
})

test('two epochs that write in turns follow each its own, and a commit that is lost in one is told', () => {
  const [first, second, third] = sampleChain((i) => (i === 1 ? { epoch: sampleId(9) } : {}))
  const hashOf = (bytes: Uint8Array) => hex(sha256(bytes))
  // The third does not know the second, which another computer wrote.
  const [, , own] = sampleChain((i) => (i === 2 ? { previous: hashOf(first!.bytes) } : {}))
  expect(inspectChain([first!.bytes, second!.bytes, own!.bytes]).breaks).toEqual([])
  expect(inspectChain([first!.bytes, second!.bytes, third!.bytes]).breaks).toEqual([])
  const [, , stranger] = sampleChain((i) => (i === 2 ? { previous: 'ab'.repeat(32) } : {}))
  expect(inspectChain([first!.bytes, second!.bytes, stranger!.bytes]).breaks).toEqual([
    { sequence: 15, why: 'previous' },
  ])
})

test('a commit gives up earlier numbers of its own epoch alone', () => {
  const given = (epoch: string) =>
    sampleChain((i) => (i === 1 ? { epoch } : i === 2 ? { abandoned: [13] } : {})).map(({ bytes }) => bytes)
  const left = (epoch: string) => inspectChain(given(epoch)).commits.map(({ sequence }) => sequence)
  expect(left(EPOCH)).toEqual([12, 15, 16])
  expect(left(sampleId(9))).toEqual([12, 13, 15, 16])
})
