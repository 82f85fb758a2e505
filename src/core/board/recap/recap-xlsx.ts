import writeExcelFile from 'write-excel-file/node'
import { RECAP_FIGURES } from '../../../contract/recap.ts'
import { plainCell } from '../../suket/index.ts'
import { BY_WORDS, cellsOf, HEADS, partsOf, type RecapBook, titleOf, wordOf } from './book.ts'

const head = (text: string) => ({ ...plainCell(text), fontWeight: 'bold' as const })
const count = (value: number | null) => (value === null ? null : { value, type: Number })
const bold = (value: number | null) =>
  value === null ? null : { value, type: Number, fontWeight: 'bold' as const }

/** A recap as a workbook: a sheet per key, each with its sum. */
export async function recapXlsx(book: RecapBook): Promise<Uint8Array> {
  const written = writeExcelFile(
    partsOf(book).map(({ by, rows, total }) => ({
      sheet: `Per ${BY_WORDS[by].toLowerCase().replace('/', ' ')}`,
      data: [
        [head(titleOf(book))],
        [head(BY_WORDS[by]), ...RECAP_FIGURES.map((figure) => head(HEADS[figure]))],
        ...rows.map((row) => [plainCell(wordOf(by, row)), ...cellsOf(by, row).map(count)]),
        [head('Jumlah'), ...cellsOf(by, total).map(bold)],
      ],
      columns: [{ width: 28 }, ...RECAP_FIGURES.map(() => ({ width: 16 }))],
      stickyRowsCount: 2,
    })),
  )
  return new Uint8Array(await written.toBuffer())
}
