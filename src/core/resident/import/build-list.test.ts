import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Columns } from '../../../contract/resident-list.ts'
import { tempFolders } from '../../testing/temp.ts'
import { openBase } from '../list/base.ts'
import { buildList } from './build-list.ts'

const temp = tempFolders()
const key = new Uint8Array(32).fill(9)
const columns: Columns = { nik: 0, name: 1, birthDate: 2, village: 3 }

interface Person {
  readonly nik: string
  readonly name: string
  readonly village: string
}

const nikOf = (n: number) => `52720101018${String(n % 10)}${String(n + 1).padStart(4, '0')}`
const line = ({ nik, name, village }: Person) => `${nik},${name},01-01-1980,${village}`

async function imported(folder: string, lines: readonly string[], mode: 'add' | 'replace' = 'add') {
  const path = join(folder, 'daftar.csv')
  writeFileSync(path, ['NIK,NAMA,TGL,DESA', ...lines].join('\n'))
  const list = join(folder, 'residents.db')
  const beside = `${list}.new`
  const job = {
    path,
    columns,
    mode,
    list,
    beside,
    key,
    now: '2026-11-26T00:00:00.000Z',
    by: 'penyelia',
    file: 'daftar.csv',
  }
  const result = await buildList(job, () => undefined)
  renameSync(beside, list)
  return result
}

function listed(folder: string): Person[] {
  const base = openBase(join(folder, 'residents.db'), key)
  try {
    return base?.read.all<Person>('SELECT nik, name, village FROM resident ORDER BY id') ?? []
  } finally {
    base?.close()
  }
}

const person = fc.record({
  nik: fc.nat(12).map(nikOf),
  name: fc.constantFrom('SITI', 'BUDI', 'ANDI', 'WATI'),
  village: fc.constantFrom('DARA', 'NAE'),
})

describe('imports one after the other', () => {
  test('leave the list as a model has it, in the order of names, and count what they did', async () => {
    const file = fc.record({ rows: fc.array(person, { minLength: 1, maxLength: 15 }), replace: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 4 }), async (files) => {
        const folder = temp()
        const model = new Map<string, Person>()
        for (const { rows, replace } of files) {
          const first = new Map<string, Person>()
          for (const row of rows) if (!first.has(row.nik)) first.set(row.nik, row)
          const twice = rows.filter((row) => JSON.stringify(first.get(row.nik)) !== JSON.stringify(row))
          const result = await imported(folder, rows.map(line), replace ? 'replace' : 'add')
          const gone = replace ? [...model.keys()].filter((nik) => !first.has(nik)) : []
          expect(result.added).toBe([...first.keys()].filter((nik) => !model.has(nik)).length)
          expect(result.removed).toBe(gone.length)
          expect(result.problems).toEqual(twice.length > 0 ? { 'NIK-TWICE': twice.length } : {})
          expect(result.added + result.changed + result.same + result.left).toBe(result.rows)
          for (const nik of gone) model.delete(nik)
          for (const row of first.values()) model.set(row.nik, row)
          expect(result.total).toBe(model.size)
        }
        const order = ({ name, nik }: Person) => `${name} ${nik}`
        expect(listed(folder)).toEqual([...model.values()].toSorted((a, b) => (order(a) < order(b) ? -1 : 1)))
      }),
      { numRuns: 25 },
    )
  })

  test('the same file again changes nothing', async () => {
    const folder = temp()
    const rows = [0, 1, 2].map((n) => line({ nik: nikOf(n), name: 'SITI', village: 'NAE' }))
    expect(await imported(folder, rows)).toMatchObject({ added: 3, changed: 0, same: 0 })
    expect(await imported(folder, rows)).toMatchObject({ added: 0, changed: 0, same: 3, total: 3 })
  })
})

test('rows that are no residents are left out with their line and everything in them', async () => {
  const folder = temp()
  const good = line({ nik: nikOf(1), name: 'SITI', village: 'NAE' })
  const result = await imported(folder, ['12,=cmd(),x,NAE', good])
  expect(result).toMatchObject({ rows: 2, left: 1, problems: { 'NIK-SHAPE': 1, 'DATE-SHAPE': 1 } })
  const base = openBase(join(folder, 'residents.db'), key)!
  expect(base.read.all('SELECT * FROM left_out')).toEqual([
    { line: 2, problems: 'NIK-SHAPE DATE-SHAPE', cells: '["12","=cmd()","x","NAE"]' },
  ])
  expect(base.about).toMatchObject({ residents: 1, left: 1, file: 'daftar.csv', villages: ['NAE'] })
  base.close()
})

test.each([
  ['without a row', [], 'RESIDENTS-EMPTY'],
  ['without a resident', ['1,,,'], 'RESIDENTS-NOTHING'],
])('a file %s leaves the old list, and nothing beside it', async (_, lines, code) => {
  const folder = temp()
  await imported(folder, [line({ nik: nikOf(1), name: 'SITI', village: 'NAE' })])
  await expect(imported(folder, lines)).rejects.toMatchObject({ code })
  expect(listed(folder)).toHaveLength(1)
  expect(readdirSync(folder).toSorted()).toEqual(['daftar.csv', 'residents.db'])
})

test('nobody reads it without the key, nor anything of it in its bytes', async () => {
  const folder = temp()
  await imported(folder, [line({ nik: nikOf(1), name: 'MARKERNAMA', village: 'NAE' })])
  const path = join(folder, 'residents.db')
  expect(readFileSync(path).includes('MARKERNAMA')).toBe(false)
  expect(readFileSync(path).includes('markernama')).toBe(false)
  expect(() => openBase(path, new Uint8Array(32))).toThrow(
    expect.objectContaining({ code: 'RESIDENTS-DAMAGED' }),
  )
  writeFileSync(path, 'not a base at all, only some words')
  expect(() => openBase(path, key)).toThrow(expect.objectContaining({ code: 'RESIDENTS-DAMAGED' }))
  expect(existsSync(`${path}-journal`)).toBe(false)
})
