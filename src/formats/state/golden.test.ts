import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { decrypt } from '../../lib/age.ts'
import { hex } from '../../lib/bytes.ts'
import { golden } from '../testing/golden.ts'
import { STATE_IDENTITY } from '../testing/sample.ts'
import { sampleTables, STATE_META, STATE_RECIPIENTS } from '../testing/state-sample.ts'
import { Bench } from '../testing/stock.ts'
import { decodeState } from './decode.ts'
import { encodeState } from './encode.ts'

const PART = golden('state', 'STATE001.AGE')

test('the snapshot of the first version is read for ever', async () => {
  const rows = []
  for await (const row of decodeState([PART], [STATE_IDENTITY], STATE_META)) rows.push(row)
  const due = sampleTables().flatMap(({ table, schema, rows: all }) =>
    [...(all as Iterable<object>)].map((row) => ({ table, schema, row })),
  )
  expect(rows).toEqual(due)
})

test('stock age and tar open it; inside it is written the same again', async () => {
  using bench = new Bench()
  const plain = bench.age(STATE_IDENTITY, PART)
  bench.run('tar', '-xf', bench.put('state.tar', plain))
  const rows = readFileSync(join(bench.folder, '0000003/register.ndjson'), 'utf8').split('\n')
  expect(rows.slice(0, 2)).toEqual([
    '{"table":"register","schema":3}',
    '{"issuer":"CONTOH","year":2026,"last":7}',
  ])
  const blobs = bench.run('sh', '-c', 'cd 0000001 && sha256sum -- *').toString().trimEnd().split('\n')
  const named = blobs.filter((line) => !line.endsWith('ndjson'))
  expect(named).toHaveLength(4)
  for (const line of named) expect(line.slice(0, 64)).toBe(line.slice(66))
  for await (const { data } of encodeState(sampleTables(), STATE_RECIPIENTS, STATE_META)) {
    const chunks: Uint8Array[] = []
    for await (const chunk of data) chunks.push(chunk.slice())
    expect(hex(decrypt(Buffer.concat(chunks), { identities: [STATE_IDENTITY] }))).toBe(hex(plain))
  }
})
