import type { ImportPreview } from '../../../contract/resident-list.ts'
import { refuse } from '../../refuse.ts'
import { guessColumns } from './columns.ts'
import { openTable } from './table-file.ts'

/** Rows that are shown before a file is read. */
const SAMPLE = 20
const SHOWN = 60

/** The beginning of a file as it will be read. RESIDENTS-FILE, RESIDENTS-EMPTY, FILE-*. */
export async function previewFile(path: string): Promise<Omit<ImportPreview, 'remembered'>> {
  const table = await openTable(path)
  const rows: string[][] = []
  for await (const { cells } of table.rows()) {
    rows.push(cells.map((cell) => cell.slice(0, SHOWN)))
    if (rows.length > SAMPLE) break
  }
  const [header, ...sample] = rows
  if (!header || sample.length === 0) throw refuse('RESIDENTS-EMPTY')
  return { kind: table.kind, header, sample, columns: guessColumns(header), bytes: table.bytes }
}
