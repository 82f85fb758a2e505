import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { VolumeMember } from '../../formats/volume/index-file.ts'
import { pagesAround } from '../../lib/aligned.ts'
import { Fault } from '../../lib/fault.ts'
import type { OpenFile } from '../backup/index.ts'
import { BlockMemory } from './block-memory.ts'
import { type Block, groupsOf, readBlocks, readPieces } from './read-blocks.ts'

const BLOCK = 100

/** Members one after the other with a gap before each, packets followed by their signatures, and some bytes behind them all. */
function layout(sizes: readonly number[]): { members: VolumeMember[]; bytes: Uint8Array } {
  let at = 0
  const members = sizes.flatMap((size, n) => {
    const add = (kind: VolumeMember['kind'], bytes: number) => {
      const offset = at + 3
      at = offset + bytes
      return { name: `${n}.${kind}`, kind, offset, bytes, sha256: '' }
    }
    return [add('packet', size), add('signature', 5)]
  })
  const bytes = Uint8Array.from({ length: at + 40 }, (_, n) => (n * 31) & 255)
  return { members, bytes }
}

/** How a file is read: into the memory that is offered, or where the reader likes. */
type Way = 'into' | 'own'

function fileOf(bytes: Uint8Array, way: Way, badFrom = Infinity, errno = 'EIO'): OpenFile {
  return {
    size: bytes.length,
    close: async () => undefined,
    async read(offset, length, into) {
      if (offset + length > badFrom) {
        // A read past the cache that fails has written who knows what into the pages that it was given.
        if (into) pagesAround(into, offset)?.fill(0xee)
        throw new Fault('DISK-IO', { op: 'read', path: 'x', errno })
      }
      const found = bytes.slice(offset, offset + length)
      if (way === 'own' || !into) return found
      into.set(found)
      return into.subarray(0, found.length)
    },
  }
}

async function all(blocks: AsyncIterable<Block>, look: (block: Block) => void): Promise<void> {
  for await (const block of blocks) {
    look(block)
    block.done()
  }
}

const sizes = fc.array(fc.integer({ min: 0, max: 150 }), { maxLength: 20 })

test('a block holds no more than some hundreds of small packets', async () => {
  const { members, bytes } = layout(Array.from({ length: 600 }, () => 0))
  const counts: number[] = []
  const blocks = readBlocks(fileOf(bytes, 'into'), groupsOf(members), new BlockMemory(1 << 20))
  await all(blocks, ({ groups }) => void counts.push(groups.length))
  expect(counts).toEqual([256, 256, 88, 0])
})

describe.each<Way>(['into', 'own'])('a file whose reader answers %s memory', (way) => {
  test('comes in blocks that are all of it in a row, each packet with its signature, nothing twice', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, async (given) => {
        const { members, bytes } = layout(given)
        const groups = groupsOf(members)
        const memory = new BlockMemory(BLOCK)
        const read: number[] = []
        const seen: string[] = []
        await all(readBlocks(fileOf(bytes, way), groups, memory), (block) => {
          expect(block.why).toBe('')
          expect(block.from).toBe(read.length)
          expect(block.groups.length < 2 || block.bytes.length <= BLOCK).toBe(true)
          // What is used afterwards is somebody else's: it is copied here, as whoever writes it does.
          read.push(...block.bytes)
          seen.push(...block.groups.flat().map(({ name }) => name))
        })
        expect(read).toEqual([...bytes])
        expect(seen).toEqual(members.map(({ name }) => name))
      }),
      { numRuns: 100 },
    )
  })

  test('with a bad place gives whole groups before it, and ends there', async () => {
    const { members, bytes } = layout([20, 20, 20, 20, 20, 20, 20])
    const bad = members[5]!.offset
    const got: Block[] = []
    // Of such a file nobody asks for more behind the block that failed.
    for await (const block of readBlocks(
      fileOf(bytes, way, bad),
      groupsOf(members),
      new BlockMemory(BLOCK),
    )) {
      got.push(block)
      if (block.why !== '') break
    }
    expect(got.at(-1)).toMatchObject({ why: 'unreadable' })
    const last = got.at(-1)!
    const end = last.groups.flat().at(-1)
    expect(last.bytes).toHaveLength(end ? end.offset + end.bytes - last.from : 0)
    expect(got.flatMap(({ groups }) => groups.flat()).every((one) => one.offset + one.bytes <= bad)).toBe(
      true,
    )
  })
})

test.each([
  ['EIO', 'the packets before its piece', 6],
  ['ETIMEDOUT', 'nothing: what hangs may still write there', 0],
])('a long block that fails with %s gives %s', async (errno, _what, most) => {
  const { members, bytes } = layout(Array.from({ length: 12 }, () => 300_000))
  const bad = members[14]!.offset + 1000
  const memory = new BlockMemory()
  const blocks = readBlocks(fileOf(bytes, 'into', bad, errno), groupsOf(members), memory)
  const { value } = (await blocks.next()) as { value: Block }
  expect(value).toMatchObject({ why: 'unreadable', groups: { length: most } })
  for (const { offset, bytes: length } of value.groups.flat()) {
    expect(value.bytes.subarray(offset, offset + length)).toEqual(bytes.subarray(offset, offset + length))
  }
  await blocks.return(undefined)
})

test('what was read of a block before its bad place stays as it was read, wherever its pages begin', async () => {
  // Many in a block, so that one ends just before a piece of it does.
  const { members, bytes } = layout(Array.from({ length: 520 }, () => 4300))
  const bad = members[2 * (256 + 250)]!.offset
  const blocks = readBlocks(fileOf(bytes, 'into', bad), groupsOf(members), new BlockMemory())
  let last: Block | undefined
  for await (const block of blocks) {
    last = block
    if (block.why !== '') break
  }
  expect(last?.from).toBeGreaterThan(0)
  expect(last?.groups.length).toBeGreaterThan(200)
  for (const { offset, bytes: length } of last!.groups.flat()) {
    const found = last!.bytes.subarray(offset - last!.from, offset - last!.from + length)
    expect(Buffer.compare(found, bytes.subarray(offset, offset + length))).toBe(0)
  }
})

test('memory that was given back is taken again; that of a block that failed never is', async () => {
  const { members, bytes } = layout(Array.from({ length: 40 }, () => 20))
  const memory = new BlockMemory(BLOCK)
  const used = new Set<ArrayBufferLike>()
  const note = ({ bytes: { buffer } }: Block) => void used.add(buffer)
  await all(readBlocks(fileOf(bytes, 'into'), groupsOf(members), memory), note)
  // One is looked at, three are read ahead.
  expect(used.size).toBe(4)
  const failed = new Set<ArrayBufferLike>()
  const blocks = readBlocks(fileOf(bytes, 'into', 10), groupsOf(members), memory)
  for await (const block of blocks) {
    failed.add(block.bytes.buffer)
    block.done()
    break
  }
  const next = [memory.take(1), memory.take(1), memory.take(1)].map(({ buffer }) => buffer)
  expect(next.some((buffer) => failed.has(buffer))).toBe(false)
})

test('of long packets no more is read ahead than the memory is for', async () => {
  const { members, bytes } = layout(Array.from({ length: 7 }, () => 7 << 20))
  const file = fileOf(bytes, 'into')
  let held = 0
  let most = 0
  const read: OpenFile['read'] = (offset, length, into) => {
    held += length
    most = Math.max(most, held)
    return file.read(offset, length, into)
  }
  for await (const block of readBlocks({ ...file, read }, groupsOf(members), new BlockMemory())) {
    await new Promise(setImmediate)
    held -= block.bytes.length
    block.done()
  }
  // One is looked at, two are read ahead.
  expect(most).toBeGreaterThan(20 << 20)
  expect(most).toBeLessThan(22 << 20)
})

test('a member of the state that is longer than a block is not read with the blocks, and comes in pieces', async () => {
  const { members, bytes } = layout([20, 400, 20])
  const long = { ...members[2]!, kind: 'state' as const }
  const groups = groupsOf([members[0]!, members[1]!, long, { ...members[3]!, kind: 'state' }])
  const memory = new BlockMemory(BLOCK)
  const file = fileOf(bytes, 'into')
  const seen: [string, number][] = []
  const read: number[] = []
  for await (const block of readBlocks(file, groups, memory)) {
    seen.push([block.why, block.groups.length])
    read.push(...block.bytes)
    if (block.why === 'in pieces')
      for await (const piece of readPieces(file, block.from, long, memory)) {
        expect(piece.length).toBeLessThanOrEqual(BLOCK)
        read.push(...piece)
      }
    block.done()
  }
  expect(seen.map(([why]) => why).filter((why) => why === 'in pieces')).toHaveLength(1)
  expect(read).toEqual([...bytes])
})
