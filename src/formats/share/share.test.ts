import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { generateIdentity, recipientOf } from '../../lib/age-keys.ts'
import { text } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { golden } from '../testing/golden.ts'
import { joinShares, splitIdentity } from './share.ts'
import { commitmentOf, readShare, type Share, writeShare } from './share-text.ts'

const { identity } = generateIdentity()
const shares = await splitIdentity(identity, { shares: 5, needs: 3 })
const [one, two, three, four, five] = shares as [Share, Share, Share, Share, Share]
const others = await splitIdentity(generateIdentity().identity, { shares: 5, needs: 3 })
const again = await splitIdentity(identity, { shares: 5, needs: 3 })

const refusal = (share: () => unknown) => {
  try {
    share()
  } catch (error) {
    if (isFault(error)) return [error.code, error.params['share'] ?? error.params['shares'] ?? null]
    throw error
  }
  return 'read'
}

test('golden shares of the first version give their key for ever', async () => {
  const kept = ['1', '3', '5'].map((n) => text(golden('share', `share-${n}.txt`)))
  const read = kept.map(readShare)
  expect(recipientOf(await joinShares(read))).toBe(read[0]?.recipient)
  expect(read.map(writeShare)).toEqual(kept)
})

test('any three of five give the key, any two do not', async () => {
  for (let mask = 0; mask < 32; mask++) {
    const some = shares.filter((_, at) => (mask >> at) & 1)
    if (some.length >= 3) expect(await joinShares(some)).toBe(identity)
    else await expect(joinShares(some)).rejects.toMatchObject({ code: 'SHARE-TOO-FEW' })
  }
})

test('two shares with every third that a thief makes up do not give the key', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 33, maxLength: 33 }), async (data) => {
      const joined = joinShares([one, two, { ...three, data }])
      await expect(joined).rejects.toMatchObject({ code: 'SHARE-WRONG' })
    }),
    { numRuns: 50 },
  )
})

describe('the file', () => {
  it('is read as it was written, and as a person types it', () => {
    const file = writeShare(three)
    expect(readShare(file)).toEqual(three)
    const typed = file
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .map((line) => (/^(data|check) /.test(line) ? line.replaceAll('-', ' ').toLowerCase() : `  ${line} `))
      .join('\r\n\r\n')
    expect(readShare(typed)).toEqual(three)
    const data = /^data .*$/m.exec(file)?.[0] ?? ''
    const misread = data.slice(5).replaceAll('0', 'O').replaceAll('1', 'l')
    expect(readShare(file.replace(data, `data ${misread}`))).toEqual(three)
  })

  it('with any one sign changed is refused or means the same, and never another key', () => {
    const file = writeShare(four)
    const lines = file.slice(file.indexOf('rekam-share'))
    fc.assert(
      fc.property(fc.nat(lines.length - 1), fc.constantFrom(...Array.from('0179AZaz# \n')), (at, sign) => {
        const changed = lines.slice(0, at) + sign + lines.slice(at + 1)
        try {
          expect(readShare(changed)).toEqual(four)
        } catch (error) {
          if (!isFault(error)) throw error
          expect(error.code).toMatch(/^SHARE-(DAMAGED|NEWER)$/)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('that is damaged is named by its number', () => {
    const file = writeShare(two)
    expect(refusal(() => readShare(file.replace(/check .{3}/, 'check 000')))).toEqual(['SHARE-DAMAGED', 2])
    expect(refusal(() => readShare(file.replace(/^data .*$/m, 'data 123')))).toEqual(['SHARE-DAMAGED', 2])
    expect(refusal(() => readShare(file.slice(0, file.length / 2)))).toEqual(['SHARE-DAMAGED', 2])
    expect(refusal(() => readShare('dear diary'))).toEqual(['SHARE-DAMAGED', '?'])
    expect(refusal(() => readShare(file.replace('rekam-share 1', 'rekam-share 2')))).toEqual([
      'SHARE-NEWER',
      null,
    ])
  })

  it('that is whole, with data that was never split off, is named by its number', () => {
    const data = Uint8Array.from(two.data, (byte, at) => (at === 4 ? byte ^ 1 : byte))
    expect(refusal(() => readShare(writeShare({ ...two, data })))).toEqual(['SHARE-WRONG', '2'])
  })
})

describe('joining', () => {
  it('names shares of another Dinas or of another split of the same key', async () => {
    await expect(joinShares([one, two, others[3]!, five])).rejects.toMatchObject({
      code: 'SHARE-FOREIGN',
      params: { shares: '4' },
    })
    await expect(joinShares([one, again[1]!, three])).rejects.toMatchObject({
      code: 'SHARE-FOREIGN',
      params: { shares: '2' },
    })
  })

  it('counts a share that is given twice once', async () => {
    await expect(joinShares([one, two, one, one])).rejects.toMatchObject({
      code: 'SHARE-TOO-FEW',
      params: { given: 2, needs: 3, shares: '1, 2' },
    })
  })

  it('says when a whole set was made up around another key', async () => {
    const recipient = others[0]!.recipient
    await expect(
      joinShares([
        { ...one, recipient },
        { ...two, recipient },
        { ...three, recipient },
      ]),
    ).rejects.toMatchObject({
      code: 'SHARE-WRONG',
      params: { shares: '1, 2, 3' },
    })
  })
})

it('numbers that make no sense are refused before anything is split', async () => {
  for (const [count, needs] of [
    [5, 1],
    [3, 4],
    [17, 3],
    [1.5, 1],
    [0, 0],
  ] as const)
    await expect(splitIdentity(identity, { shares: count, needs })).rejects.toThrow('SHARE-COUNTS')
  expect(commitmentOf(1, one.data)).not.toBe(commitmentOf(2, one.data))
})
