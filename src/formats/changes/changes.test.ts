import { describe, expect, test } from 'vitest'
import { encrypt, decrypt } from '../../lib/age.ts'
import { text, utf8 } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { cuts, flips } from '../testing/damage.ts'
import { golden } from '../testing/golden.ts'
import { CENTRE_IDENTITY, EPOCH, RECOVERY_IDENTITY, sampleId, STATE_IDENTITY } from '../testing/sample.ts'
import { sampleChanges, STATE_RECIPIENTS } from '../testing/state-sample.ts'
import { Bench } from '../testing/stock.ts'
import { type Change, decodeChanges, encodeChanges } from './changes.ts'

const code = (expected: string, params?: object) =>
  expect.objectContaining(params === undefined ? { code: expected } : { code: expected, params })

async function read(sealed: Uint8Array | AsyncIterable<Uint8Array>, after?: { epoch: string; seq: number }) {
  const found: Change[] = []
  for await (const change of decodeChanges(sealed, [STATE_IDENTITY], after)) found.push(change)
  return found
}

test('a log comes back, whole or in pieces, to station-state and recovery alone', async () => {
  const sealed = await encodeChanges(sampleChanges(20), STATE_RECIPIENTS)
  expect(sealed).toMatchObject({ epoch: EPOCH, from: 1, to: 20, count: 20 })
  expect(await read(sealed.bytes)).toEqual(sampleChanges(20))
  const pieces = async function* () {
    for (let at = 0; at < sealed.bytes.length; at += 97) yield sealed.bytes.subarray(at, at + 97)
  }
  expect(await read(pieces())).toEqual(sampleChanges(20))
  await expect(decodeChanges(sealed.bytes, [CENTRE_IDENTITY]).next()).rejects.toThrow(code('AGE-NO-IDENTITY'))
  expect((await decodeChanges(sealed.bytes, [RECOVERY_IDENTITY]).next()).value).toEqual(sampleChanges(1)[0])
})

test('an empty log is a log', async () => {
  const sealed = await encodeChanges([], STATE_RECIPIENTS)
  expect(sealed).toMatchObject({ epoch: null, from: null, to: null, count: 0 })
  expect(await read(sealed.bytes)).toEqual([])
})

test('the first version is read for ever, by stock age too, and spelt the same again', async () => {
  const sealed = golden('changes', 'CHANGES.AGE')
  expect(await read(sealed)).toEqual(sampleChanges(6))
  using bench = new Bench()
  const plain = bench.age(STATE_IDENTITY, sealed).toString()
  const again = await encodeChanges(sampleChanges(6), STATE_RECIPIENTS)
  expect(text(decrypt(again.bytes, { identities: [STATE_IDENTITY] }))).toBe(plain)
  const lines = plain.trimEnd().split('\n')
  expect(lines[0]).toBe('{"format":"rekam-changes","version":1}')
  expect(lines.slice(1, -1).map((line) => (JSON.parse(line) as { change_seq: number }).change_seq)).toEqual([
    1, 2, 3, 4, 5, 6,
  ])
  expect(lines.at(-1)).toBe('{"end":true,"count":6}')
})

describe('gaps', () => {
  const gap = (due: number, found: number) => code('CHANGES-GAP', { epoch: EPOCH, due, found })

  test('are never written', async () => {
    const [one, two, three] = sampleChanges(3) as [Change, Change, Change]
    await expect(encodeChanges([one, three], STATE_RECIPIENTS)).rejects.toThrow(gap(2, 3))
    await expect(encodeChanges([two, one], STATE_RECIPIENTS)).rejects.toThrow(gap(3, 1))
    await expect(encodeChanges([one, one], STATE_RECIPIENTS)).rejects.toThrow(gap(2, 1))
    const other = { ...two, epoch: sampleId(9) }
    await expect(encodeChanges([one, other], STATE_RECIPIENTS)).rejects.toThrow(code('CHANGES-GAP'))
  })

  test('between two logs are found', async () => {
    const { bytes } = await encodeChanges(sampleChanges(3, 11), STATE_RECIPIENTS)
    expect(await read(bytes, { epoch: EPOCH, seq: 10 })).toHaveLength(3)
    await expect(read(bytes, { epoch: EPOCH, seq: 9 })).rejects.toThrow(gap(10, 11))
    await expect(read(bytes, { epoch: sampleId(9), seq: 10 })).rejects.toThrow(code('CHANGES-GAP'))
  })
})

describe('a hostile log, sealed well', () => {
  const head = '{"format":"rekam-changes","version":1}\n'
  const line = (over: object = {}) =>
    `${JSON.stringify({ epoch: EPOCH, change_seq: 1, table: 'suket', key: ['a'], op: 'put', row: { a: 1 }, schema: 1, ...over })}\n`
  const end = (count: number) => `{"end":true,"count":${count}}\n`
  const hostile = (spelt: string) => encrypt(utf8(spelt), { recipients: STATE_RECIPIENTS }).sealed

  test('the honest one is read', async () => {
    expect(await read(hostile(head + line() + end(1)))).toHaveLength(1)
  })

  test.each<[string, string]>([
    ['nothing', ''],
    ['no head', line() + end(1)],
    ['another format', head.replace('changes', 'state') + end(0)],
    ['no end', head + line()],
    ['a wrong count', head + line() + end(2)],
    ['something after the end', head + end(0) + line()],
    ['a line cut', head + line().slice(0, -1)],
    ['no JSON', `${head}{\n`],
    ['a key twice', head + line().replace('"op"', '"op":"put","op"') + end(1)],
    ['a prototype', head + line().replace('"a":1', '"__proto__":{"x":1}') + end(1)],
    ['a table with a quote', head + line({ table: 'a"; DROP' }) + end(1)],
    ['a key that is an object', head + line({ key: [{}] }) + end(1)],
    ['no key', head + line({ key: [] }) + end(1)],
    ['a delete with a row', head + line({ op: 'delete' }) + end(1)],
    ['a put without a row', head + line({ row: null }) + end(1)],
    ['a put with no row at all', head + line({ row: undefined }) + end(1)],
    ['a huge number', head + line({ change_seq: 1 }).replace(':1,', ':1e999,') + end(1)],
    ['nesting', head + line().replace('"a":1', `"a":${'['.repeat(500)}${']'.repeat(500)}`) + end(1)],
  ])('%s', async (_, spelt) => {
    await expect(read(hostile(spelt))).rejects.toThrow(code('FORMAT-UNREADABLE'))
  })

  test('of the future', async () => {
    await expect(read(hostile(head.replace(':1', ':2') + end(0)))).rejects.toThrow(code('FORMAT-NEWER'))
  })
})

test('flipped or cut anywhere, it is a Fault before its end', async () => {
  const { bytes } = await encodeChanges(sampleChanges(3), STATE_RECIPIENTS)
  for (const bent of [...flips(bytes, 61), ...cuts(bytes, 13)])
    await expect(read(bent)).rejects.toThrow(Fault)
})

test('what the format cannot hold is not written', async () => {
  const [one] = sampleChanges(1) as [Change]
  for (const wrong of [
    { table: 'A' },
    { key: [] },
    { schema: 0 },
    { row: null },
    { op: 'delete' as const },
  ]) {
    await expect(encodeChanges([{ ...one, ...wrong }], STATE_RECIPIENTS)).rejects.toThrow(
      code('FORMAT-INVALID'),
    )
  }
})
