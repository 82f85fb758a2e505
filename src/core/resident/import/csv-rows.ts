import { createReadStream } from 'node:fs'
import { Transform } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { faultOfErrno } from '../../../lib/fault.ts'
import { refuse } from '../../refuse.ts'
import { CELL, COLUMNS, HEAD, type TableRow } from './table-row.ts'

const DELIMITERS = [',', ';', '\t', '|'] as const

/** How a file that begins so is written down: by its mark, else UTF-8 where its beginning is, else what older Windows programs save. */
export function encodingOf(
  head: Uint8Array,
  isWhole: boolean,
): 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !isWhole })
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

/** The sign that stands between the most cells of the first row, outside of quotation marks. */
export function delimiterOf(text: string): string {
  const first = /^[^\r\n]*/.exec(text.replace(/"(?:[^"]|"")*"/g, ''))?.[0] ?? ''
  const counts = DELIMITERS.map((sign) => first.split(sign).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!
}

/**
 * Rows of a CSV file (RFC 4180, also with semicolons, tabs or bars). Quotation marks in the middle of a cell are text, rows may have any number of
 * cells, empty ones are passed over. RESIDENTS-FILE where a row has no end; faults of reading.
 */
export async function* csvRows(
  path: string,
  head: Uint8Array,
  onBytes: (read: number) => void = () => undefined,
): AsyncGenerator<TableRow> {
  const encoding = encodingOf(head, head.length < HEAD)
  const decoder = new TextDecoder(encoding)
  let read = 0
  const decoded = new Transform({
    decodeStrings: false,
    readableObjectMode: false,
    encoding: 'utf8',
    transform(chunk: Uint8Array, _encoding, done) {
      read += chunk.length
      onBytes(read)
      done(null, decoder.decode(chunk, { stream: true }))
    },
    flush(done) {
      done(null, decoder.decode())
    },
  })
  const parser = parse({
    delimiter: delimiterOf(new TextDecoder(encoding).decode(head.subarray(0, 65_536), { stream: true })),
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    // A quotation mark that is never closed would swallow the file.
    max_record_size: COLUMNS * CELL,
  })
  const file = createReadStream(path, { highWaterMark: 1 << 18 })
  const stop = (error: Error | null | undefined) => void (error && parser.destroy(error))
  file.on('error', stop)
  file.pipe(decoded).pipe(parser)
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[]
      info: { lines: number }
    }>) {
      const cells = record.slice(0, COLUMNS).map((cell) => cell.slice(0, CELL).trim())
      // The parser counts the line on which the row ended.
      if (cells.some((cell) => cell !== '')) yield { line: info.lines, cells }
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw refuse('RESIDENTS-FILE', { why: `baris ${Number(error['lines'] ?? 0)}` }, error)
    throw faultOfErrno(error, 'read', path)
  } finally {
    file.destroy()
    parser.destroy()
  }
}
