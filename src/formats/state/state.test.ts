import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decrypt, encrypt } from '../../lib/age.ts'
import { utf8 } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { packTar, readTar } from '../../lib/tar.ts'
import { cuts, flips } from '../testing/damage.ts'
import { CENTRE_IDENTITY, RECOVERY_IDENTITY, sampleId, STATE_IDENTITY } from '../testing/sample.ts'
import { sampleTables, STATE_META, STATE_RECIPIENTS } from '../testing/state-sample.ts'
import { decodeState, readStateMeta } from './decode.ts'
import { encodeState } from './encode.ts'
import type { StateMeta, StateRow, StateTable } from './shape.ts'

const SMALL = 64 << 10
const code = (expected: string, params?: object) =>
  expect.objectContaining(params === undefined ? { code: expected } : { code: expected, params })
const unreadable = (why: string) => code('FORMAT-UNREADABLE', { format: 'rekam-state', why })

async function seal(tables: StateTable[], meta: StateMeta & { partBytes?: number } = STATE_META) {
  const parts: { name: string; data: Uint8Array }[] = []
  for await (const { name, data } of encodeState(tables, STATE_RECIPIENTS, meta)) {
    const chunks: Uint8Array[] = []
    for await (const chunk of data) chunks.push(chunk.slice())
    parts.push({ name, data: new Uint8Array(Buffer.concat(chunks)) })
  }
  return parts
}

async function open(parts: readonly { data: Uint8Array }[], due?: Partial<StateMeta>) {
  const rows: StateRow[] = []
  const state = decodeState(parts, [STATE_IDENTITY], due)
  for (let next = await state.next(); ; next = await state.next()) {
    if (next.done === true) return { rows, meta: next.value }
    rows.push(next.value)
  }
}

function rowsOf(tables: StateTable[]): StateRow[] {
  return tables.flatMap(({ table, schema, rows }) =>
    [...(rows as Iterable<StateRow['row']>)].map((row) => ({ table, schema, row })),
  )
}

test('a snapshot comes back, table by table, with what it says of itself', async () => {
  const parts = await seal(sampleTables())
  expect(parts.map(({ name }) => name)).toEqual(['STATE001.AGE'])
  expect(await open(parts)).toEqual({ rows: rowsOf(sampleTables()), meta: STATE_META })
  expect(await readStateMeta(parts[0]!, [RECOVERY_IDENTITY])).toEqual(STATE_META)
  await expect(readStateMeta(parts[0]!, [CENTRE_IDENTITY])).rejects.toThrow(code('AGE-NO-IDENTITY'))
})

test('a part is the same as a whole and in pieces', async () => {
  async function* piecesOf(data: Uint8Array) {
    for (let at = 0; at < data.length; at += 1000) yield data.subarray(at, at + 1000)
  }
  const parts = await seal(sampleTables())
  const due = { rows: rowsOf(sampleTables()), meta: STATE_META }
  const inPieces = parts.map(({ data }) => ({ data: piecesOf(data) }))
  const read = async (given: Parameters<typeof decodeState>[0]) => {
    const state = decodeState(given, [STATE_IDENTITY])
    const rows: StateRow[] = []
    for (let next = await state.next(); ; next = await state.next()) {
      if (next.done === true) return { rows, meta: next.value }
      rows.push(next.value)
    }
  }
  expect(await read(parts)).toEqual(due)
  expect(await read(inPieces)).toEqual(due)
})

test('rows of tables that are not wanted are left out, and still nothing may be missing', async () => {
  const [first, ...others] = sampleTables().map(({ table }) => table)
  const parts = await seal(sampleTables())
  const only = async (given: typeof parts, wanted: string) => {
    const rows: StateRow[] = []
    for await (const row of decodeState(given, [STATE_IDENTITY], {}, (table) => table === wanted))
      rows.push(row)
    return rows
  }
  for (const wanted of [first!, ...others])
    expect(await only(parts, wanted)).toEqual(rowsOf(sampleTables()).filter(({ table }) => table === wanted))
  const whole = decrypt(parts[0]!.data, { identities: [STATE_IDENTITY] })
  const end = readTar(whole).map(({ name, data }) =>
    name === 'end.json'
      ? {
          name,
          data: utf8(
            Buffer.from(data)
              .toString()
              .replace(/:(\d+)\}/, (_, n) => `:${Number(n) + 1}}`),
          ),
        }
      : { name, data },
  )
  const short = [{ name: '', data: encrypt(packTar(end), { recipients: STATE_RECIPIENTS }).sealed }]
  await expect(only(short, first!)).rejects.toThrow(unreadable('count'))
})

test('any rows, in parts of any size, none of them larger than asked', async () => {
  const row = fc.record({
    a: fc.string(),
    b: fc.oneof(fc.constant(null), fc.uint8Array({ maxLength: 20_000 })),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 30 }),
      fc.integer({ min: SMALL, max: 3 * SMALL }),
      async (rows, partBytes) => {
        const tables: StateTable[] = [...sampleTables(3), { table: 'account', schema: 1, rows }]
        const parts = await seal(tables, { ...STATE_META, partBytes })
        for (const { data } of parts) {
          expect(decrypt(data, { identities: [STATE_IDENTITY] }).length).toBeLessThanOrEqual(partBytes)
        }
        expect((await open(parts)).rows).toEqual(rowsOf(tables))
      },
    ),
    { numRuns: 20 },
  )
})

describe('several parts', async () => {
  const parts = await seal(sampleTables(60, 4000), { ...STATE_META, scope: 'residents', partBytes: SMALL })

  test('are numbered, and come back in order', async () => {
    expect(parts.length).toBeGreaterThan(3)
    expect(parts[1]?.name).toBe('BASE002.AGE')
    expect((await open(parts)).rows).toEqual(rowsOf(sampleTables(60, 4000)))
  })

  test('one missing, twice, out of order, of another snapshot', async () => {
    const [first, second, third] = parts as [(typeof parts)[0], (typeof parts)[0], (typeof parts)[0]]
    await expect(open(parts.slice(0, -1))).rejects.toThrow(unreadable('truncated'))
    await expect(open(parts.slice(1))).rejects.toThrow(unreadable('part'))
    await expect(open([first, third])).rejects.toThrow(unreadable('part'))
    await expect(open([first, first])).rejects.toThrow(unreadable('part'))
    await expect(open([first, third, second])).rejects.toThrow(unreadable('part'))
    await expect(open([...parts, parts.at(-1)!])).rejects.toThrow(unreadable('after the end'))
    await expect(open([])).rejects.toThrow(unreadable('truncated'))
    const other = await seal(sampleTables(60, 4000), {
      ...STATE_META,
      scope: 'residents',
      partBytes: SMALL,
      id: sampleId(301),
    })
    await expect(open([first, other[1]!, ...parts.slice(2)])).rejects.toThrow(unreadable('another id'))
  })
})

test('what the commit says of it is held against it', async () => {
  const parts = await seal(sampleTables())
  expect((await open(parts, { at: 40, station: STATE_META.station })).meta.at).toBe(40)
  await expect(open(parts, { at: 41 })).rejects.toThrow(unreadable('another at'))
})

test('it is written as it is drained: nothing is read ahead but one group', async () => {
  let asked = 0
  const rows = function* () {
    for (; asked < 1000; asked++) yield { id: asked, photo: new Uint8Array(3000).fill(asked) }
  }
  const state = encodeState([{ table: 'recording', schema: 1, rows: rows() }], STATE_RECIPIENTS, {
    ...STATE_META,
    partBytes: SMALL,
  })
  const first = await state.next()
  expect(asked).toBe(0)
  if (first.done === true) return expect.unreachable()
  for await (const _ of first.value.data);
  expect(asked).toBeGreaterThan(5)
  expect(asked).toBeLessThan(40)
  await state.next()
  await expect(state.next()).rejects.toThrow(RangeError)
  return undefined
})

test('what the format cannot hold is not written', async () => {
  const invalid = code('FORMAT-INVALID')
  const one = (rows: StateTable['rows'], table = 'a'): StateTable => ({ table, schema: 1, rows })
  await expect(seal([one([]), one([])])).rejects.toThrow(invalid)
  await expect(seal([one([{ 'x y': 1 }])])).rejects.toThrow(invalid)
  await expect(seal([one([], 'A')])).rejects.toThrow(invalid)
  await expect(
    seal([one([{ x: new Uint8Array(SMALL) }])], { ...STATE_META, partBytes: SMALL }),
  ).rejects.toThrow(invalid)
})

describe('a hostile part, sealed well', async () => {
  const [part] = await seal([{ table: 'suket', schema: 1, rows: [{ id: 1, photo: Uint8Array.of(1, 2) }] }])
  const members = readTar(decrypt(part!.data, { identities: [STATE_IDENTITY] })).map(({ name, data }) => ({
    name,
    data,
  }))
  type Files = typeof members
  const sealed = (files: Files) => ({
    data: encrypt(packTar(files), { recipients: STATE_RECIPIENTS }).sealed,
  })
  const [head, blob, rows, end] = members as [Files[0], Files[0], Files[0], Files[0]]
  const renamed = (file: Files[0], name: string) => ({ ...file, name })
  const spelt = (file: Files[0], from: string | RegExp, to: string) => ({
    ...file,
    data: utf8(Buffer.from(file.data).toString().replace(from, to)),
  })

  test('the honest one is read', async () => {
    expect(members.map(({ name }) => name.replace(/[0-9a-f]{64}/, 'blob'))).toEqual([
      'part-001.json',
      '0000001/blob',
      '0000001/suket.ndjson',
      'end.json',
    ])
    expect((await open([sealed(members)])).rows).toHaveLength(1)
  })

  test.each<[string, Files, string]>([
    ['no head', [blob, rows, end], 'part'],
    ['no end', [head, blob, rows], 'truncated'],
    ['an end before the rows', [head, end, blob, rows], 'count'],
    ['rows after the end', [head, blob, rows, end, renamed(rows, '0000002/suket.ndjson')], 'after the end'],
    ['a wrong count', [head, blob, rows, spelt(end, '"suket":1', '"suket":2')], 'count'],
    [
      'a table in the count alone',
      [head, blob, rows, spelt(end, '"suket":1', '"suket":1,"account":0')],
      'count',
    ],
    ['a group skipped', [head, renamed(rows, '0000002/suket.ndjson'), end], 'group'],
    ['another table than the file says', [head, blob, renamed(rows, '0000001/account.ndjson'), end], 'group'],
    ['a table with a quote', [head, blob, spelt(rows, '"suket"', '"su\\"ket"'), end], 'group'],
    ['no header line', [head, blob, { ...rows, data: new Uint8Array(0) }, end], 'group'],
    ['a blob missing', [head, rows, end], 'value'],
    [
      'a blob that nothing names',
      [head, blob, spelt(rows, /\{"\$blob":"\w+"\}/, 'null'), end],
      'blob without row',
    ],
    ['a blob under another name', [head, renamed(blob, `0000001/${'0'.repeat(64)}`), rows, end], 'value'],
    [
      'a blob that is not what its name says',
      [
        head,
        renamed(blob, `0000001/${'0'.repeat(64)}`),
        spelt(rows, /"\$blob":"\w+"/, `"$blob":"${'0'.repeat(64)}"`),
        end,
      ],
      'blob sha256',
    ],
    [
      'a stray blob at the end',
      [head, blob, rows, renamed(blob, blob.name.replace('0000001', '0000002')), end],
      'count',
    ],
    ['a path', [head, renamed(rows, 'etc/passwd'), end], 'group'],
  ])('%s', async (_, files, why) => {
    await expect(open([sealed(files)])).rejects.toThrow(unreadable(why))
  })

  test('of the future', async () => {
    await expect(
      open([sealed([spelt(head, '"version":1', '"version":2'), blob, rows, end])]),
    ).rejects.toThrow(code('FORMAT-NEWER'))
  })

  test('flipped or cut anywhere it is a Fault', async () => {
    for (const data of [...flips(part!.data, 197), ...cuts(part!.data, 61)]) {
      await expect(open([{ data }])).rejects.toThrow(Fault)
    }
  })
})
