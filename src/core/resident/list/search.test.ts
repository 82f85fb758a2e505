import { renameSync } from 'node:fs'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { mkdtempSync, rmSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SearchPlace } from '../../../contract/resident-list.ts'
import { buildList } from '../import/build-list.ts'
import { type ListBase, openBase } from './base.ts'
import { readQuestion } from '../../../contract/read-question.ts'
import { type FoundResident, searchResidents } from './search.ts'

const key = new Uint8Array(32).fill(4)
const folder = mkdtempSync(join(tmpdir(), 'rekam-search-'))

const NAMES = [
  'SITI NURHAYATI',
  'NURHAYATI',
  'SITI AMINAH',
  'AMINAH SITI RAHMA',
  'MUHAMMAD HIDAYAT',
  'MOH. HIDAYAT',
  'AHMAD YANI',
  'ACHMAD JANI',
  "SOKA'AN DAENG",
  'ABDUL KARIM',
  'LI',
  'WIDODO',
]
const VILLAGES = ['JATIBARU TIMUR', 'NAE', 'SITI']
interface Person {
  readonly nik: string
  readonly kk: string
  readonly name: string
  readonly born: string
  readonly village: string
}
const people: Person[] = Array.from({ length: 600 }, (_, n) => ({
  nik: `52720${n % 4}01018${n % 10}${String(n + 1).padStart(4, '0')}`,
  kk: `527201010110${String(1 + Math.floor(n / 3)).padStart(4, '0')}`,
  name: NAMES[(n * 7) % NAMES.length]!,
  born: `${1950 + (n % 60)}-0${1 + (n % 9)}-1${n % 10}`,
  village: VILLAGES[n % 3]!,
}))

let base: ListBase
beforeAll(async () => {
  const path = join(folder, 'daftar.csv')
  const rows = people.map(({ nik, kk, name, born, village }) => [nik, kk, name, born, village].join(','))
  writeFileSync(path, ['NIK,KK,NAMA,TGL,DESA', ...rows].join('\n'))
  const list = join(folder, 'residents.db')
  const columns = { nik: 0, kk: 1, name: 2, birthDate: 3, village: 4 }
  const job = {
    path,
    columns,
    mode: 'add' as const,
    list,
    beside: `${list}.new`,
    key,
    now: '2026-11-26T00:00:00.000Z',
    by: 'x',
    file: 'x',
  }
  await buildList(job, () => undefined)
  renameSync(job.beside, list)
  base = openBase(list, key)!
})
afterAll(() => {
  base.close()
  rmSync(folder, { recursive: true, force: true })
})

/** All pages of a search. */
function all(text: string, limit = 50, village = ''): FoundResident[] {
  const found: FoundResident[] = []
  let from: SearchPlace | undefined
  do {
    const page = searchResidents(base.read, { text, limit, village, ...(from ? { from } : {}) })
    expect(page.rows.length).toBeLessThanOrEqual(limit)
    found.push(...page.rows)
    from = page.next ?? undefined
  } while (from)
  return found
}

const names = (text: string) => [...new Set(all(text).map(({ name }) => name))]

test.each([
  ['siti', ['SITI AMINAH', 'SITI NURHAYATI', 'AMINAH SITI RAHMA']],
  ['nurhayati siti', ['SITI NURHAYATI']],
  ['aminah s', ['AMINAH SITI RAHMA', 'SITI AMINAH']],
  ['moh hidayat', ['MOH. HIDAYAT', 'MUHAMMAD HIDAYAT']],
  ['m. hidajat', ['MOH. HIDAYAT', 'MUHAMMAD HIDAYAT']],
  ['muhamad hidayat', ['MOH. HIDAYAT', 'MUHAMMAD HIDAYAT']],
  ['nurhayti', ['NURHAYATI', 'SITI NURHAYATI']],
  ['sitti nurhajati', ['SITI NURHAYATI']],
  ['ahmad yani', ['AHMAD YANI', 'ACHMAD JANI']],
  ['sokaan', ["SOKA'AN DAENG"]],
  ['abd karim', ['ABDUL KARIM']],
  ['li', ['LI']],
  ['zzzz', []],
  ['"; DROP', []],
  ['*', []],
])('%s finds %o', (text, expected) => {
  const found = names(text).filter((name) => expected.includes(name) || !/^(SITI)$/.test(text))
  for (const name of expected) expect(found).toContain(name)
  if (expected.length === 0) expect(found).toEqual([])
})

test('names that begin so come before those that hold it, and these before what only sounds so', () => {
  const found = all('siti')
  const phases = found.map(({ phase }) => phase)
  expect(phases).toEqual(phases.toSorted((a, b) => a - b))
  expect(found[0]!.name).toBe('SITI AMINAH')
})

test('numbers: the beginning of a NIK, then households', () => {
  const found = all('527201010110')
  expect(found.filter(({ phase }) => phase === 0)).toEqual([])
  expect(found).toHaveLength(people.length)
  const one = people[5]!
  expect(all(one.nik).map(({ nik }) => nik)).toEqual([one.nik])
  expect(all(`${one.nik.slice(0, 4)} ${one.nik.slice(4, 10)}`)[0]!.nik.startsWith(one.nik.slice(0, 10))).toBe(
    true,
  )
  expect(
    all(one.kk)
      .map(({ nik }) => nik)
      .toSorted(),
  ).toEqual(
    people
      .filter(({ kk }) => kk === one.kk)
      .map(({ nik }) => nik)
      .toSorted(),
  )
})

describe('pages', () => {
  test('give each resident once, whatever their length, as a plain look at everybody finds them', () => {
    const words = fc.constantFrom(
      'siti',
      'nur',
      'hidayat',
      'aminah siti',
      'ahmad',
      'karim abdul',
      'nae',
      'jati',
      '1985',
      '11-02-1951',
    )
    fc.assert(
      fc.property(
        words,
        fc.constantFrom(1, 3, 7, 50, 200),
        fc.constantFrom('', ...VILLAGES),
        (text, limit, village) => {
          const found = all(text, limit, village)
          const niks = found.map(({ nik }) => nik)
          expect(new Set(niks).size).toBe(niks.length)
          const { words: typed, born } = readQuestion(text)
          const isDigits = /^\d+$/.test(text)
          const due = people.filter((one) => {
            const has = `${one.name} ${one.village}`.toLowerCase().replace(/[.']/g, '').split(' ')
            const asked = typed === '' ? [] : typed.split(' ')
            const isNamed = asked.every((word, n) =>
              n === asked.length - 1 ? has.some((part) => part.startsWith(word)) : has.includes(word),
            )
            return (
              isNamed && one.born.startsWith(born) && (village === '' || one.village === village) && !isDigits
            )
          })
          for (const { nik } of due) expect(niks).toContain(nik)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('without a question everybody, in alphabetical order', () => {
    const found = all('', 200)
    expect(found).toHaveLength(people.length)
    const plain = found.map(({ name }) => name.replace(/[.']/g, '').toLowerCase())
    expect(plain).toEqual(plain.toSorted())
  })
})

test.each([
  ['5272 0101', { digits: '52720101', words: '', born: '' }],
  ['siti 1985', { digits: '', words: 'siti', born: '1985' }],
  ['1985', { digits: '1985', words: '', born: '' }],
  ['3 maret 1990', { digits: '', words: '', born: '1990-03-03' }],
  ['ahmad mar 1990', { digits: '', words: 'ahmad', born: '1990-03' }],
  ['01/07/1985', { digits: '', words: '', born: '1985-07-01' }],
  ['1985-07-01', { digits: '', words: '', born: '1985-07-01' }],
  ['31-02-1985', { digits: '31021985', words: '', born: '' }],
  ['siti 5272', { digits: '5272', words: 'siti', born: '' }],
])('%s is read as %o', (text, question) => {
  expect(readQuestion(text)).toEqual(question)
})

test('any text at all is answered', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60, unit: 'grapheme' }), (text) => {
      expect(searchResidents(base.read, { text, limit: 20 }).rows.length).toBeLessThanOrEqual(20)
    }),
    { numRuns: 500 },
  )
})
