import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openTable } from '../../resident/import/table-file.ts'
import { WORKBOOK, zipOf } from '../../resident/import/testing/zip-of.ts'
import { type Decoder, drained, inFolder } from './decoder.ts'

const HEADER = ['NIK', 'NAMA', 'TGL LAHIR', 'ALAMAT']
const ROW = ['5272014107850001', 'SITI "AMINAH"', '1985-07-01', 'JL SOEKARNO; HATTA 3']
const csv = (sign: string) =>
  [HEADER, ROW, ROW]
    .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(sign))
    .join('\r\n')

const cells = (row: readonly string[], line: number) =>
  row
    .map(
      (text, at) => `<c r="${'ABCD'[at]}${line}" t="inlineStr"><is><t>${text.replace('&', '')}</t></is></c>`,
    )
    .join('')
const SHEET = `<?xml version="1.0"?><worksheet><sheetData>${[HEADER, ROW]
  .map((row, at) => `<row r="${at + 1}">${cells(row, at + 1)}</row>`)
  .join(
    '',
  )}<row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" s="1"><v>31229</v></c></row></sheetData></worksheet>`
const SHARED = '<?xml version="1.0"?><sst><si><t>5272014107850002</t></si><si><r><t>A</t></r></si></sst>'
const STYLES =
  '<?xml version="1.0"?><styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
const PARTS = {
  ...WORKBOOK,
  'xl/sharedStrings.xml': SHARED,
  'xl/styles.xml': STYLES,
  'xl/sheet1.xml': SHEET,
}
const NAMES = Object.keys(PARTS)

/** A whole list, to its last row. */
function readTable(bytes: Uint8Array): Promise<number> {
  return inFolder(async (folder) => {
    const path = join(folder, 'daftar')
    writeFileSync(path, bytes)
    return drained((await openTable(path)).rows())
  })
}

/** Lists of residents as CSV and XLSX, whole and with each part of the archive spoilt. */
export function tables(): Decoder[] {
  return [
    {
      name: 'list as CSV',
      sound: [
        ...[',', ';', '\t'].map((sign) => new Uint8Array(Buffer.from(csv(sign)))),
        new Uint8Array(Buffer.from(`\ufeff${csv(';')}`, 'utf16le')),
      ],
      read: readTable,
    },
    { name: 'list as XLSX', sound: [zipOf(PARTS)], read: readTable },
    {
      name: 'list as XLSX, inside',
      sound: NAMES.map((name) => new Uint8Array(Buffer.from(PARTS[name as keyof typeof PARTS]))),
      read: (bytes, of) => readTable(zipOf({ ...PARTS, [NAMES[of]!]: bytes })),
    },
  ]
}
