/**
 * The region table as a file: gzip (opened by `zcat`) of lines. The first is a JSON header; then one line per region in
 * the order of codes, indented by one tab per level, own code part and name: `\t\t\t1001 Paruga`.
 * The data is a derivative of idn-area-data under ODbL-1.0; the attribution lies beside the file.
 */
import { gunzipSync, gzipSync } from 'node:zlib'
import { Fault } from '../../lib/fault.ts'

export const REGION_FORMAT = 'rekam-regions-1'

export interface RegionHeader {
  readonly format: string
  readonly source: string
  readonly rule: string
  readonly licence: string
  /** Provinces, regencies and cities, districts, villages. */
  readonly counts: readonly [number, number, number, number]
}

/** Columns, one row per region, in the order of codes: a region's descendants follow it up to `ends[row]`. */
export interface RegionTable {
  readonly header: RegionHeader
  readonly codes: readonly string[]
  readonly names: readonly string[]
  /** 0 province, 1 regency or city, 2 district, 3 village. */
  readonly levels: Uint8Array
  /** Row of the parent; -1 for provinces. */
  readonly parents: Int32Array
  /** First row after the region's descendants. */
  readonly ends: Int32Array
}

export interface RegionRow {
  readonly code: string
  readonly name: string
}

/** Bytes of the file for rows sorted by code; throws RangeError when a row has no parent before it. */
export function writeRegionFile(
  header: Omit<RegionHeader, 'format' | 'counts'>,
  rows: readonly RegionRow[],
): Buffer {
  const counts: [number, number, number, number] = [0, 0, 0, 0]
  const lines: string[] = []
  const open: string[] = []
  for (const { code, name } of rows) {
    const parts = code.split('.')
    const level = parts.length - 1
    const parent = parts.slice(0, -1).join('.')
    if (level > 3 || (level > 0 && open[level - 1] !== parent)) throw new RangeError(`${code} has no parent`)
    if (name === '' || /[\t\n]/.test(name)) throw new RangeError(`${code} has no name that fits a line`)
    open.length = level
    open.push(code)
    counts[level as 0 | 1 | 2 | 3]++
    lines.push(`${'\t'.repeat(level)}${parts[level]} ${name}`)
  }
  const head: RegionHeader = { format: REGION_FORMAT, ...header, counts }
  return gzipSync(`${JSON.stringify(head)}\n${lines.join('\n')}\n`, { level: 9 })
}

/** Reads the file. FORMAT-UNREADABLE when it is torn, shortened or out of order; FORMAT-NEWER for a later format. */
export function readRegionFile(bytes: Uint8Array): RegionTable {
  const [head = '', ...lines] = unpack(bytes).split('\n')
  const header = readHeader(head)
  const count = lines.length - 1
  const codes: string[] = Array.from({ length: count })
  const names: string[] = Array.from({ length: count })
  const levels = new Uint8Array(count)
  const parents = new Int32Array(count)
  const ends = new Int32Array(count).fill(count)
  const open: number[] = []
  /** Last own code part at each level: siblings rise, so the whole column is sorted. */
  const parts = ['', '', '', '']
  const counts = [0, 0, 0, 0]
  for (let row = 0; row < count; row++) {
    const line = lines[row]!
    let level = 0
    while (line.charCodeAt(level) === 9) level++
    const space = line.indexOf(' ')
    if (level > open.length || level > 3 || space - level !== (level === 3 ? 4 : 2)) throw unreadable()
    const before = open.length > level ? parts[level]! : ''
    while (open.length > level) ends[open.pop()!] = row
    const parent = open[level - 1] ?? -1
    const part = line.slice(level, space)
    if (part <= before) throw unreadable()
    parts[level] = part
    codes[row] = parent < 0 ? part : `${codes[parent]}.${part}`
    names[row] = line.slice(space + 1)
    levels[row] = level
    parents[row] = parent
    counts[level]!++
    open.push(row)
  }
  if (lines[count] !== '' || counts.join() !== header.counts.join()) throw unreadable()
  return { header, codes, names, levels, parents, ends }
}

function unpack(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(gunzipSync(bytes, { maxOutputLength: 16 << 20 }))
  } catch (cause) {
    throw unreadable(cause)
  }
}

function readHeader(line: string): RegionHeader {
  let header: Partial<RegionHeader>
  try {
    header = JSON.parse(line) as Partial<RegionHeader>
  } catch (cause) {
    throw unreadable(cause)
  }
  if (header?.format !== REGION_FORMAT) {
    const later = /^rekam-regions-[0-9]+$/.test(String(header?.format))
    throw later ? new Fault('FORMAT-NEWER', { format: 'regions' }) : unreadable()
  }
  if (header.counts?.length !== 4) throw unreadable()
  return header as RegionHeader
}

function unreadable(cause?: unknown): Fault {
  return new Fault('FORMAT-UNREADABLE', { format: 'regions' }, { cause })
}
