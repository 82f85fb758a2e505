import { stringify } from 'csv-stringify/sync'
import { ROW_PROBLEMS, type RowProblem } from '../../../contract/resident-list.ts'
import { utf8 } from '../../../lib/bytes.ts'
import { replaceDurably } from '../../../lib/write-durably.ts'
import { recordAct } from '../../audit/index.ts'
import { refusePlace } from '../../save-place.ts'
import type { Station } from '../../station.ts'
import { listOf } from '../list/open-list.ts'

interface Row {
  readonly line: number
  readonly problems: string
  readonly cells: string
}

/** Excel takes a file for UTF-8 by this alone. */
const MARK = '\uFEFF'
const CHUNK = 2000

/**
 * The rows that the last import left out, as the file had them, each with its number and why: what the Dinas corrects and sends again. A cell that a
 * spreadsheet would take for a formula is made harmless. In the audit. RESIDENTS-NONE, SAVE-PLACE, FILE-EXISTS, DISK-*.
 */
export async function saveLeftOut(station: Station, path: string): Promise<{ rows: number }> {
  const { read, about } = listOf(station)
  await refusePlace(station.paths, path, 'csv')
  const line = (cells: readonly string[]) => stringify([[...cells]], { escape_formulas: true })
  let rows = 0
  async function* text(): AsyncGenerator<Uint8Array> {
    yield utf8(`${MARK}${line(['Baris', 'Alasan', ...about.header])}`)
    let buffer = ''
    for (const row of read.iterate<Row>('SELECT line, problems, cells FROM left_out ORDER BY line')) {
      const why = row.problems.split(' ').map((problem) => ROW_PROBLEMS[problem as RowProblem].id)
      buffer += line([String(row.line), why.join('; '), ...(JSON.parse(row.cells) as string[])])
      rows++
      if (rows % CHUNK !== 0) continue
      yield utf8(buffer)
      buffer = ''
    }
    if (buffer !== '') yield utf8(buffer)
  }
  await replaceDurably(path, text())
  await station.write.transaction((tx) =>
    recordAct(tx, station, 'residents.left-out', station.epoch.id, { rows }),
  )
  return { rows }
}
