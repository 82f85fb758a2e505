import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concat, text, utf8 } from './bytes.ts'
import { isFault } from './fault.ts'
import { packTar, readTar, streamTar, TAR_END, tarHeader, tarPadding, walkTar } from './tar.ts'

const why = (run: () => unknown) => {
  try {
    run()
  } catch (e) {
    return isFault(e, 'TAR-MALFORMED') ? e.params.why : `not the Fault: ${String(e)}`
  }
  return 'read'
}

/** A header with some bytes changed and its checksum made right again. */
function forged(change: (block: Uint8Array) => void, name = 'a.bin', bytes = 0): Uint8Array {
  const block = tarHeader(name, bytes)
  change(block)
  block.fill(32, 148, 156)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.set(utf8(`${sum.toString(8).padStart(6, '0')}\0 `), 148)
  return concat(block, new Uint8Array(bytes), tarPadding(bytes), TAR_END)
}
const put = (at: number, word: string) => (block: Uint8Array) => block.set(utf8(word), at)

const one = packTar([
  { name: 'manifest.json', data: utf8('{}') },
  { name: 'captures/foto.jpg', data: new Uint8Array(1024).fill(7) },
  { name: 'kosong', data: new Uint8Array() },
])

async function walk(bytes: Uint8Array) {
  const found: { name: string; offset: number; bytes: number }[] = []
  for await (const entry of walkTar(async (at, length) => bytes.subarray(at, at + length), bytes.length))
    found.push(entry)
  return found
}

describe('packTar and readTar', () => {
  it('give back names, data and offsets in order', () => {
    const members = readTar(one)
    expect(members.map(({ name }) => name)).toEqual(['manifest.json', 'captures/foto.jpg', 'kosong'])
    expect(members.map(({ offset }) => offset)).toEqual([512, 1536, 3072])
    expect(text(members[0]?.data ?? one)).toBe('{}')
    expect(one.length).toBe(512 * 2 + 512 + 1024 + 512 + 1024)
  })

  it('round trip any members; walkTar sees the same', async () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,20}(\/[a-z][a-z0-9-]{0,20}){0,2}$/)
    const member = fc.record({ name: name.map((n) => `x${n}`), data: fc.uint8Array({ maxLength: 1500 }) })
    const members = fc.uniqueArray(member, { selector: (m) => m.name, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(members, async (given) => {
        const packed = packTar(given)
        const read = readTar(packed)
        expect(read.map(({ name: n, data }) => ({ name: n, data: [...data] }))).toEqual(
          given.map(({ name: n, data }) => ({ name: n, data: [...data] })),
        )
        expect(await walk(packed)).toEqual(
          read.map(({ name: n, offset, data }) => ({ name: n, offset, bytes: data.length })),
        )
      }),
    )
  })

  it('read or refuse random damage, never anything else', () => {
    fc.assert(
      fc.property(fc.nat(one.length - 1), fc.nat(255), (at, byte) => {
        const broken = one.slice()
        broken[at] = byte
        expect(why(() => readTar(broken))).not.toMatch(/^not the Fault/)
      }),
      { numRuns: 500 },
    )
  })
})

describe('streamTar', () => {
  async function* inPieces(bytes: Uint8Array, size: number) {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  const read = async (bytes: Uint8Array, size: number, limits?: Parameters<typeof readTar>[1]) => {
    const members: { name: string; data: number[] }[] = []
    try {
      for await (const { name, data } of streamTar(inPieces(bytes, size), limits))
        members.push({ name, data: [...data] })
    } catch (error) {
      return why(() => {
        throw error
      })
    }
    return members
  }
  const whole = (bytes: Uint8Array, limits?: Parameters<typeof readTar>[1]) => {
    const fault = why(() => readTar(bytes, limits))
    return fault === 'read'
      ? readTar(bytes, limits).map(({ name, data }) => ({ name, data: [...data] }))
      : fault
  }

  it('says what readTar says, of any bytes in pieces of any size', async () => {
    const bent = fc.record({
      at: fc.nat(one.length - 1),
      byte: fc.nat(255),
      length: fc.nat(one.length + 700),
    })
    await fc.assert(
      fc.asyncProperty(bent, fc.integer({ min: 1, max: 2000 }), async ({ at, byte, length }, size) => {
        const broken = concat(one, new Uint8Array(700)).subarray(0, length).slice()
        if (at < broken.length) broken[at] = byte
        expect(await read(broken, size)).toEqual(whole(broken))
      }),
      { numRuns: 500 },
    )
  })

  it('holds no more than the limits allow', async () => {
    for (const limits of [{ members: 2 }, { bytes: 1025 }, { members: 3, bytes: 1026 }])
      expect(await read(one, 100, limits)).toEqual(whole(one, limits))
  })
})

describe('refused by the writer', () => {
  it('names that leave the folder or mean something to Windows, sizes, duplicates', () => {
    const names = [
      '',
      '/a',
      '../a',
      'a/../b',
      './a',
      'a//b',
      'a/',
      'a\\b',
      'C:a',
      'a\0b',
      'é',
      'nul',
      'a/Con.txt',
      'a.',
    ]
    for (const name of [...names, 'x'.repeat(101)]) expect(() => tarHeader(name, 0)).toThrow(RangeError)
    for (const bytes of [-1, 1.5, 8 ** 11, Number.NaN])
      expect(() => tarHeader('a', bytes)).toThrow(RangeError)
    const data = utf8('x')
    expect(() =>
      packTar([
        { name: 'A', data },
        { name: 'a', data },
      ]),
    ).toThrow(RangeError)
  })
})

describe('refused by the reader', () => {
  it.each([
    ['hard link', put(156, '1'), 'not a plain file'],
    ['symbolic link', put(156, '2'), 'not a plain file'],
    ['device', put(156, '3'), 'not a plain file'],
    ['folder', put(156, '5'), 'not a plain file'],
    ['pax header', put(156, 'x'), 'not a plain file'],
    ['global pax header', put(156, 'g'), 'not a plain file'],
    ['GNU long name', put(156, 'L'), 'not a plain file'],
    ['sparse file', put(156, 'S'), 'not a plain file'],
    ['old file type', put(156, '\0'), 'not a plain file'],
    ['link name', put(157, 'etc'), 'not a plain file'],
    ['GNU magic', put(257, 'ustar  \0'), 'not ustar'],
    ['no magic', put(257, '\0\0\0\0\0\0\0\0'), 'not ustar'],
    ['absolute name', put(0, '/bin'), 'name'],
    ['parent', put(0, '../b'), 'name'],
    ['parent by the prefix', put(345, '..'), 'name'],
    ['absolute prefix', put(345, '/etc'), 'name'],
    ['Windows drive', put(0, 'C:b'), 'name'],
    ['backslash', put(0, '..\\b'), 'name'],
    ['no name', put(0, '\0\0\0\0\0'), 'name'],
    ['bytes after the name', put(50, 'x'), 'hidden bytes'],
    ['negative size', put(124, '-0000000001'), 'number'],
    ['base-256 size', (b: Uint8Array) => b.set([0x80], 124), 'number'],
    ['size beyond the end', put(124, '00000010000'), 'truncated'],
    ['size of 8 GiB', put(124, '77777777777'), 'truncated'],
  ])('%s', async (_, change, reason) => {
    const archive = forged(change)
    expect(why(() => readTar(archive))).toBe(reason)
    await expect(walk(archive)).rejects.toMatchObject({ code: 'TAR-MALFORMED', params: { why: reason } })
  })

  it('a wrong checksum', () => {
    const broken = one.slice()
    broken[0] = 0x4d
    expect(why(() => readTar(broken))).toBe('checksum')
  })

  it('duplicates, also those that differ in case alone', async () => {
    const twice = concat(tarHeader('a', 0), tarHeader('A', 0), TAR_END)
    expect(why(() => readTar(twice))).toBe('duplicate')
    await expect(walk(twice)).rejects.toThrow('duplicate')
  })

  it('a missing, short or false end, and every truncation', async () => {
    for (let length = 0; length < one.length; length += 256) {
      expect(why(() => readTar(one.subarray(0, length)))).toMatch(/^(end|truncated)$/)
      await expect(walk(one.subarray(0, length))).rejects.toThrow('TAR-MALFORMED')
    }
    expect(why(() => readTar(concat(one, utf8('x'))))).toBe('end')
    const halfEnd = concat(tarHeader('a', 0), new Uint8Array(512), tarHeader('b', 0), TAR_END)
    expect(why(() => readTar(halfEnd))).toBe('end')
    await expect(walk(halfEnd)).rejects.toThrow('end')
  })

  it('bytes hidden in the padding', () => {
    const hiding = one.slice()
    hiding[512 + 2] = 1
    expect(why(() => readTar(hiding))).toBe('padding')
  })

  it('more than the limits', () => {
    expect(why(() => readTar(one, { members: 2 }))).toBe('limit')
    expect(why(() => readTar(one, { bytes: 1025 }))).toBe('limit')
    expect(readTar(one, { members: 3, bytes: 1026 })).toHaveLength(3)
  })

  it('but a torn volume still gives the members before the tear', async () => {
    const seen: string[] = []
    const torn = one.subarray(0, 1600)
    const steps = walkTar(async (at, length) => torn.subarray(at, at + length), torn.length)
    await expect(async () => {
      for await (const { name } of steps) seen.push(name)
    }).rejects.toThrow('truncated')
    expect(seen).toEqual(['manifest.json'])
  })
})
