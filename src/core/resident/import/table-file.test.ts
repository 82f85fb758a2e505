import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import writeExcelFile from 'write-excel-file/node'
import { isFault } from '../../../lib/fault.ts'
import { tempFolders } from '../../testing/temp.ts'
import { openTable } from './table-file.ts'
import { WORKBOOK, zipOf } from './testing/zip-of.ts'
import type { TableRow } from './table-row.ts'
import { columnOf } from './xlsx-rows.ts'
import { numberText } from './xlsx-number.ts'

const temp = tempFolders()

function put(bytes: string | Uint8Array, name = 'daftar.csv'): string {
  const path = join(temp(), name)
  writeFileSync(path, bytes)
  return path
}

async function rowsOf(path: string): Promise<TableRow[]> {
  const rows: TableRow[] = []
  for await (const row of (await openTable(path)).rows()) rows.push(row)
  return rows
}

const cellsOf = async (path: string) => (await rowsOf(path)).map(({ cells }) => cells)

describe('CSV', () => {
  test.each([',', ';', '\t', '|'])(
    'with %j between the cells, quotation marks, and empty rows',
    async (sign) => {
      const text = `NIK${sign}NAMA${sign}ALAMAT\r\n1${sign}"A ""B"""${sign}"JL${sign} X"\r\n\r\n${sign}${sign}\r\n2${sign}C\r\n`
      expect(await cellsOf(put(text))).toEqual([
        ['NIK', 'NAMA', 'ALAMAT'],
        ['1', 'A "B"', `JL${sign} X`],
        ['2', 'C'],
      ])
    },
  )

  test('rows keep the numbers that a text editor shows', async () => {
    expect((await rowsOf(put('a,b\n\n1,2\n"x\ny",3\n4,5\n'))).map(({ line }) => line)).toEqual([1, 3, 5, 6])
  })

  test.each([
    ['UTF-8 with a mark', '\ufeffnama\nSoka\u2019an', 'utf8'],
    ['UTF-16 of Excel', '\ufeffnama\nSoka\u2019an', 'utf16le'],
  ] as const)('%s', async (_, text, encoding) => {
    expect(await cellsOf(put(Buffer.from(text, encoding)))).toEqual([['nama'], ['Soka\u2019an']])
  })

  test('what older Windows programs save', async () => {
    expect(await cellsOf(put(Buffer.from([...Buffer.from('nama\nAndr'), 0xe9])))).toEqual([
      ['nama'],
      ['Andr\u00e9'],
    ])
  })

  test('a quotation mark that is never closed does not swallow the file', async () => {
    const path = put(`a,b\n"${'x'.repeat(600_000)}\n1,2\n`)
    await expect(rowsOf(path)).rejects.toMatchObject({ code: 'RESIDENTS-FILE' })
  })
})

describe('XLSX', () => {
  test('the first sheet, with texts, dates, and numbers as they are', async () => {
    const path = join(temp(), 'daftar.xlsx')
    await writeExcelFile([
      ['NIK', 'NAMA', 'TGL', 'RT'].map((value) => ({ value, type: String })),
      [
        { value: '5272014107850001', type: String },
        { value: 'SITI & <CO>', type: String },
        { value: new Date('1985-07-01T00:00:00.000Z'), type: Date, format: 'dd/mm/yyyy' },
        { value: 7, type: Number },
      ],
      [null, null, null, null],
      [{ value: 5_272_014_107_850_010, type: Number }, null, { value: '', type: String }],
    ]).toFile(path)
    expect(await rowsOf(path)).toEqual([
      { line: 1, cells: ['NIK', 'NAMA', 'TGL', 'RT'] },
      { line: 2, cells: ['5272014107850001', 'SITI & <CO>', '1985-07-01', '7'] },
      { line: 4, cells: ['5.27201410785001E+15'] },
    ])
  })

  test('addresses of cells, and numbers', () => {
    expect(['A1', 'Z9', 'AA1', 'AB12', 'XFD1', 'a1', '', undefined].map(columnOf)).toEqual([
      0,
      25,
      26,
      27,
      16_383,
      undefined,
      undefined,
      undefined,
    ])
    expect(numberText('31229', true, false)).toBe('1985-07-01')
    expect(numberText('29767', true, true)).toBe('1985-07-01')
    expect(numberText('5272014107850001', false, false)).toBe('5272014107850001')
    expect(numberText('5.272014107850001E15', false, false)).toBe('5272014107850001')
    expect(numberText('5272014107850000', false, false)).toBe('5.27201410785E+15')
    expect(numberText('x', false, false)).toBe('')
  })

  test('with any byte changed it is read or refused, never more', async () => {
    const path = join(temp(), 'daftar.xlsx')
    await writeExcelFile([['NIK', 'NAMA'].map((value) => ({ value, type: String }))]).toFile(path)
    const { readFileSync } = await import('node:fs')
    const sound = readFileSync(path)
    await fc.assert(
      fc.asyncProperty(fc.nat(sound.length - 1), fc.nat(255), async (at, byte) => {
        const spoilt = Buffer.from(sound)
        spoilt[at] = byte
        try {
          await rowsOf(put(spoilt, 'x.xlsx'))
        } catch (error) {
          if (!isFault(error)) throw error
          expect(error.code).toBe('RESIDENTS-FILE')
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('files that are made to harm', () => {
  const SHEET = '<worksheet><sheetData>'
  test('the archive of these tests is a workbook, when nothing is done to it', async () => {
    const row = '<row r="1"><c r="A1" t="inlineStr"><is><t>NIK</t></is></c></row>'
    const sheet = `${SHEET}${row}</sheetData></worksheet>`
    expect(await cellsOf(put(zipOf({ ...WORKBOOK, 'xl/sheet1.xml': sheet }), 'x.xlsx'))).toEqual([['NIK']])
  })

  test.each<[string, () => string]>([
    [
      'a part that unpacks to a thousandfold',
      () => `${SHEET}${'<row/>'.repeat(5_000_000)}</sheetData></worksheet>`,
    ],
    ['tags without an end', () => `${SHEET}${'<a>'.repeat(200_000)}`],
    ['entities that grow', () => `<!DOCTYPE x [<!ENTITY a "xxx">]>${SHEET}<row><c><v>&a;</v></c></row>`],
  ])('%s: refused before it fills time or memory', async (_, sheet) => {
    const path = put(zipOf({ ...WORKBOOK, 'xl/sheet1.xml': sheet() }), 'x.xlsx')
    await expect(rowsOf(path)).rejects.toMatchObject({ code: 'RESIDENTS-FILE' })
  })

  test.skipIf(process.platform === 'win32')('a pipe is not waited for', async () => {
    const pipe = join(temp(), 'daftar.csv')
    execFileSync('mkfifo', [pipe])
    await expect(openTable(pipe)).rejects.toMatchObject({ code: 'RESIDENTS-FILE' })
  })
})

test.each([
  ['the old XLS format', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  ['a picture', Buffer.from('89504e470d0a1a0a00000000', 'hex')],
  ['an archive without a workbook', Buffer.from('504b0506000000000000000000000000000000000000', 'hex')],
  ['a torn archive', Buffer.from('504b030414000000', 'hex')],
])('%s is refused in words', async (_, bytes) => {
  await expect(rowsOf(put(bytes))).rejects.toMatchObject({ code: 'RESIDENTS-FILE' })
})

test('a file that is not there, or is a folder', async () => {
  await expect(openTable(join(temp(), 'x'))).rejects.toMatchObject({ code: 'FILE-MISSING' })
  await expect(openTable(temp())).rejects.toMatchObject({ code: 'RESIDENTS-FILE' })
})
