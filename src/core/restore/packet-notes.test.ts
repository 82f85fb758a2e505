import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mountVolume } from '../../lib/testing/volumes.ts'
import { judgeHead, unknownNumbers } from './heads.ts'
import { PacketNotes } from './packet-notes.ts'
import type { KnownRecording } from './known-recording.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rekam-notes-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function line(id: string, seq: number, over: Partial<KnownRecording> = {}): KnownRecording {
  const sealed = { sealed_at: '2026-11-24T01:00:00.000Z', sha256: id.padEnd(64, '0'), bytes: 1, head: '' }
  return { id, epoch: 'E', seq, name: `CONTOH ${id}`, ...sealed, ...over }
}

const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const facts = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('know' as const), id: ids, digest: ids }),
    fc.record({ kind: fc.constant('name' as const), id: ids, received: fc.boolean() }),
    fc.record({ kind: fc.constant('find' as const), id: ids, digest: ids }),
  ),
)

test('say the same as sets and maps of all of it in memory', () => {
  fc.assert(
    fc.property(facts, (given) => {
      const known = new Map<string, KnownRecording>()
      const named = new Map<string, boolean>()
      const found = new Map<string, Set<string>>()
      using notes = new PacketNotes(folder)
      for (const fact of given) {
        if (fact.kind === 'know') {
          const one = line(fact.id, known.size + 1, { sha256: fact.digest })
          notes.know(one)
          if (!known.has(one.id)) known.set(one.id, one)
        } else if (fact.kind === 'name') {
          notes.name(fact.id, fact.received)
          named.set(fact.id, fact.received || named.get(fact.id) === true)
        } else {
          const digests = found.get(fact.id) ?? new Set()
          expect(notes.find(fact.id, fact.digest)).toBe(!digests.has(fact.digest))
          found.set(fact.id, digests.add(fact.digest))
        }
      }
      const lost = [...known.values()].filter(({ id, sha256 }) => found.get(id)?.has(sha256) !== true)
      expect(notes.notFound()).toEqual(lost)
      expect(notes.namedOnly()).toEqual([...named.keys()].filter((id) => !found.has(id)).toSorted())
      expect(notes.foundIds()).toEqual([...found.keys()].toSorted())
      const two = [...found].flatMap(([id, digests]) => (digests.size > 1 ? [id] : []))
      expect(notes.conflicts()).toEqual(two.toSorted())
      expect(notes.counts()).toEqual({ known: known.size, sukets: 0, found: found.size })
      for (const id of ['a', 'b', 'c', 'd', 'e']) {
        expect(notes.known(id)).toEqual(known.get(id))
        expect(notes.received(id)).toBe(named.get(id) === true)
        expect(notes.hasAny(id)).toBe(found.has(id))
        expect(notes.has(id, 'a')).toBe(found.get(id)?.has('a') === true)
      }
    }),
    { numRuns: 60 },
  )
})

test('numbers that no line has are those up to the highest, and no more of them than are asked for', () => {
  using notes = new PacketNotes(folder)
  for (const seq of [9, 2, 3, 6]) notes.know(line(`n${seq}`, seq))
  notes.know(line('other', 1, { epoch: 'F' }))
  const upTo = (seq: number) => ({ seq, head: null, known: false, differs: false, by: null })
  expect(unknownNumbers(notes, upTo(11), 'E')).toEqual([1, 4, 5, 7, 8, 10, 11])
  expect(unknownNumbers(notes, upTo(11), 'E', 3)).toEqual([1, 4, 5])
  expect(unknownNumbers(notes, upTo(5), 'E')).toEqual([1, 4, 5])
  expect(unknownNumbers(notes, upTo(3), 'G')).toEqual([1, 2, 3])
})

test('with no head named the last line is the newest', () => {
  using notes = new PacketNotes(folder)
  for (const seq of [2, 1]) notes.know(line(`n${seq}`, seq, { head: `head ${seq}` }))
  const verdict = judgeHead({ epochs: new Map() }, notes, [], [], 'E')
  expect(verdict).toEqual({ seq: 2, head: 'head 2', known: false, differs: false, by: null })
})

test('replace what a killed run left, can be read by nobody, and leave nothing', () => {
  writeFileSync(join(folder, 'notes.db'), 'left')
  {
    using notes = new PacketNotes(folder, 256)
    // More than is held in memory, so that it is written.
    for (let seq = 1; seq <= 10_000; seq++) notes.know(line(`n${seq}`, seq))
    const written = readdirSync(folder).map((name) => readFileSync(join(folder, name)))
    expect(written.reduce((sum, bytes) => sum + bytes.length, 0)).toBeGreaterThan(1 << 20)
    expect(written.some((bytes) => bytes.includes('CONTOH') || bytes.includes('SQLite format'))).toBe(false)
  }
  expect(existsSync(join(folder, 'notes.db'))).toBe(false)
  expect(readdirSync(folder)).toEqual([])
})

describe('on a disk that is full', () => {
  let full: ReturnType<typeof mountVolume>
  beforeEach(() => {
    full = mountVolume('tmpfs', 1)
    if (full.reason !== undefined) throw new Error(full.reason)
  })
  afterEach(() => full.unmount())

  /** Notes in no order, so that pages have to be read again. */
  const note = (notes: PacketNotes, n: number) => notes.know(line(`n${(n * 7919) % 100_003}`, n))
  const looks: [string, (notes: PacketNotes, n: number) => unknown][] = [
    ['a register line', () => undefined],
    ['a packet that is found', (notes, n) => notes.find(`n${n}`, 'a')],
    ['a look for a line', (notes, n) => notes.known(`n${(n * 31) % 100_003}`)],
    ['a look for what lacks', (notes, n) => (n % 500 === 0 ? notes.notFound() : undefined)],
    ['a look through the register', (notes, n) => (n % 500 === 0 ? [...notes.knownOf('E')] : undefined)],
  ]

  test.each(looks)('%s is refused as the store says it, and nothing is left', (_, look) => {
    const fill = () => {
      using notes = new PacketNotes(full.path, 64)
      for (let n = 1; n < 1_000_000; n++) {
        note(notes, n)
        look(notes, n)
      }
    }
    expect(fill).toThrow(expect.objectContaining({ code: 'DISK-FULL' }))
    expect(readdirSync(full.path)).toEqual([])
  })

  test('none begin, and nothing is left nor open', () => {
    const rest = join(full.path, 'rest')
    expect(() => writeFileSync(rest, new Uint8Array(2 << 20))).toThrow('ENOSPC')
    expect(() => new PacketNotes(full.path, 64)).toThrow(expect.objectContaining({ code: 'DISK-FULL' }))
    expect(readdirSync(full.path)).toEqual(['rest'])
  })
})
