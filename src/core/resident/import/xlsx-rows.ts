import { isFault } from '../../../lib/fault.ts'
import { refuse } from '../../refuse.ts'
import { readXml } from './read-xml.ts'
import { CELL, COLUMNS, type TableRow } from './table-row.ts'
import { openWorkbook, type Workbook } from './workbook.ts'
import { numberText } from './xlsx-number.ts'

/** Characters of all shared texts together: more is no list of residents, and would fill the memory. */
const SHARED_LIMIT = 200 << 20

/** The texts that cells name by number, in their order. RESIDENTS-FILE where they are too many. */
async function sharedTexts(book: Workbook): Promise<string[]> {
  const texts: string[] = []
  let text = ''
  let total = 0
  let isText = false
  let isReading = 0
  const stream = await book.stream('xl/sharedStrings.xml')
  if (!stream) return texts
  for await (const event of readXml(stream)) {
    if (event.kind === 'open') {
      if (event.name === 'si') text = ''
      // How a word is read aloud in Japanese is no part of it.
      if (event.name === 'rPh') isReading++
      isText = event.name === 't' && isReading === 0
    } else if (event.kind === 'text') {
      if (isText) text = `${text}${event.text}`.slice(0, CELL)
    } else {
      if (event.name === 'rPh') isReading--
      if (event.name === 't') isText = false
      if (event.name === 'si') {
        total += text.length + 16
        if (total > SHARED_LIMIT) throw refuse('RESIDENTS-FILE', { why: 'terlalu banyak teks' })
        texts.push(text)
      }
    }
  }
  return texts
}

/** The column of a cell's address from 0 (`AB12` is 27); undefined where it is none. */
export function columnOf(address: string | undefined): number | undefined {
  const letters = /^([A-Z]{1,3})\d+$/.exec(address ?? '')?.[1]
  if (letters === undefined) return undefined
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

/**
 * Rows of the first sheet of a workbook (ECMA-376), with the values that formulas had when it was saved; dates as `yyyy-mm-dd`. A long number that the
 * program has rounded is written with an exponent, so that nobody takes it for a NIK. RESIDENTS-FILE.
 */
export async function* xlsxRows(
  path: string,
  onBytes: (read: number) => void = () => undefined,
): AsyncGenerator<TableRow> {
  let book: Workbook | undefined
  try {
    book = await openWorkbook(path)
    const texts = await sharedTexts(book)
    const sheet = await book.sheet(onBytes)
    yield* sheetRows(sheet, texts, book)
  } catch (error) {
    if (isFault(error)) throw error
    throw refuse('RESIDENTS-FILE', { why: 'XLSX rusak' }, error)
  } finally {
    book?.close()
  }
}

interface Cell {
  readonly column: number
  readonly type: string
  readonly style: number
  value: string
}

async function* sheetRows(
  sheet: AsyncIterable<Uint8Array>,
  texts: readonly string[],
  { isDate, is1904 }: Pick<Workbook, 'isDate' | 'is1904'>,
): AsyncGenerator<TableRow> {
  let line = 0
  let cells: string[] = []
  let cell: Cell | undefined
  let isValue = false
  const shown = ({ type, value, style }: Cell): string => {
    if (type === 's') return texts[Number(value)] ?? ''
    if (type === 'b') return value === '1' ? 'TRUE' : value === '0' ? 'FALSE' : ''
    if (type === 'e') return ''
    return type === 'n' ? numberText(value, isDate(style), is1904) : value
  }
  for await (const event of readXml(sheet)) {
    if (event.kind === 'text') {
      if (cell && isValue) cell.value = `${cell.value}${event.text}`.slice(0, CELL)
      continue
    }
    const { name } = event
    if (event.kind === 'open') {
      if (name === 'row') {
        line = Number(event.attributes['r'] ?? line + 1)
        cells = []
      } else if (name === 'c') {
        const { r, t = 'n', s = '0' } = event.attributes
        cell = { column: columnOf(r) ?? cells.length, type: t, style: Number(s), value: '' }
      }
      isValue = name === 'v' || (name === 't' && cell?.type === 'inlineStr')
      continue
    }
    if (name === 'v' || name === 't') isValue = false
    if (name === 'c' && cell) {
      if (cell.column < COLUMNS) {
        while (cells.length < cell.column) cells.push('')
        cells[cell.column] = shown(cell).trim()
      }
      cell = undefined
    }
    if (name === 'row' && cells.some((text) => text !== '')) yield { line, cells }
    if (name === 'sheetData') return
  }
}
