import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contract } from '../contract/contract.ts'
import { PLACE_INPUTS, placesIn, refuseOutside } from './practice-place.ts'

let base: string
let home: string
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'rekam-place-'))
  home = join(base, 'practice')
  mkdirSync(join(home, 'files'), { recursive: true })
  writeFileSync(join(base, 'penduduk.csv'), 'NIK')
  symlinkSync(base, join(home, 'files', 'luar'))
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

interface Schema {
  readonly maxLength?: number | null
  readonly _zod?: {
    readonly def: {
      readonly type: string
      readonly shape?: Record<string, Schema>
      readonly element?: Schema
      readonly options?: Schema[]
      readonly innerType?: Schema
      readonly in?: Schema
    }
  }
}

/** Names under which a schema takes texts of the length of paths. */
function pathNames(schema: Schema | undefined, name = ''): string[] {
  const def = schema?._zod?.def
  if (!def) return []
  if (def.type === 'string') return schema.maxLength === 4096 ? [name] : []
  const named = Object.entries(def.shape ?? {}).flatMap(([key, one]) => pathNames(one, key))
  const rest = [def.element, ...(def.options ?? []), def.innerType, def.in]
  return [...named, ...rest.flatMap((one) => pathNames(one, name))]
}

test('every place that the contract takes is known by its name, and no other', () => {
  const names = Object.values(contract).flatMap((room) =>
    Object.values(room).flatMap((procedure) =>
      pathNames((procedure as { '~orpc': { inputSchema?: Schema } })['~orpc'].inputSchema),
    ),
  )
  expect([...new Set(names)].toSorted()).toEqual([...PLACE_INPUTS].toSorted())
})

test('places are found however deep, and texts that are none are left alone', () => {
  expect(placesIn({ profile: { path: '/a' }, disks: ['/b', '/c'], nama: '/d', n: 1, x: null })).toEqual(
    expect.arrayContaining(['/a', '/b', '/c']),
  )
  expect(placesIn({ nama: '/d' })).toEqual([])
})

test('what lies in practice passes; what lies elsewhere, leads elsewhere or is relative does not', async () => {
  await refuseOutside(home, { path: join(home, 'files', 'x.pdf') })
  await refuseOutside(home, { text: '/etc/passwd' })
  for (const path of [
    join(base, 'penduduk.csv'),
    join(home, 'files', 'luar', 'penduduk.csv'),
    join(home, '..', 'penduduk.csv'),
    `${home}-lain/x.pdf`,
    home,
    'penduduk.csv',
    '',
  ])
    await expect(refuseOutside(home, { path })).rejects.toMatchObject({ code: 'PRACTICE-PLACE' })
})

test('no way of dots leads out', async () => {
  const part = fc.constantFrom('..', '.', 'files', 'luar', 'x', '')
  const outside = fc.check(
    fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
      const path = [home, ...parts].join('/')
      const refused = await refuseOutside(home, { path }).then(
        () => false,
        () => true,
      )
      const depth = parts.reduce<number>(
        (at, one) => (at < 0 ? at : one === '..' ? at - 1 : one === '.' || one === '' ? at : at + 1),
        0,
      )
      return depth > 0 || refused
    }),
  )
  const { counterexample, seed } = await outside
  expect({ counterexample, seed }).toEqual({ counterexample: null, seed })
})
