import { posix } from 'node:path'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { refuse } from '../../refuse.ts'
import { readXml } from './read-xml.ts'

/** The parts of a workbook that a list is read from. */
export interface Workbook {
  /** A part by its name in the archive, unpacked; undefined where it has none. */
  stream(name: string): Promise<AsyncIterable<Uint8Array> | undefined>
  /** The first sheet; `onBytes` hears how much of it was unpacked, counted as it lies in the file. */
  sheet(onBytes: (read: number) => void): Promise<AsyncIterable<Uint8Array>>
  /** Whether cells of this style are dates. */
  isDate(style: number): boolean
  /** Its dates are counted from 1904. */
  readonly is1904: boolean
  close(): void
}

const ENTRIES = 10_000
/** Unpacked, of one part: bytes. */
const PART = 2 ** 32
/** Tables shrink to a tenth or a twentieth; what was made to be slow, a thousandfold. Small parts may. */
const RATIO = 200
const SMALL = 16 << 20

/** Whether unpacking would take what no list of residents takes; the archive's reader holds it to the size that it claims. */
const isBomb = ({ uncompressedSize: size, compressedSize }: Entry) =>
  size > PART || (size > SMALL && size > compressedSize * RATIO)

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    if (entries.size === ENTRIES) throw refuse('RESIDENTS-FILE', { why: 'terlalu banyak isi' })
    entries.set(entry.fileName, entry)
  }
  return entries
}

async function* attributesOf(
  stream: AsyncIterable<Uint8Array> | undefined,
): AsyncGenerator<{ name: string; attributes: Readonly<Record<string, string>> }> {
  if (!stream) return
  for await (const event of readXml(stream)) if (event.kind === 'open') yield event
}

/** Opens an XLSX file. RESIDENTS-FILE for an archive that holds no workbook; errors of yauzl for a broken one. */
export async function openWorkbook(path: string): Promise<Workbook> {
  const zip = await openPromise(path, { autoClose: false, lazyEntries: true })
  try {
    const entries = await entriesOf(zip)
    const stream = async (name: string) => {
      const entry = entries.get(name)
      if (!entry) return undefined
      if (entry.isEncrypted() || isBomb(entry))
        throw refuse('RESIDENTS-FILE', { why: 'berkata sandi, atau terlalu besar' })
      return (await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>
    }
    const { sheet, is1904 } = await firstSheet(stream)
    const dates = await dateStyles(await stream('xl/styles.xml'))
    return {
      stream,
      async sheet(onBytes) {
        const found = await stream(sheet)
        const { compressedSize = 0, uncompressedSize = 1 } = entries.get(sheet) ?? {}
        if (!found) throw refuse('RESIDENTS-FILE', { why: 'tidak ada lembar' })
        return counted(found, (read) => onBytes((read / uncompressedSize) * compressedSize))
      },
      isDate: (style) => dates.has(style),
      is1904,
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function* counted(
  stream: AsyncIterable<Uint8Array>,
  onBytes: (read: number) => void,
): AsyncGenerator<Uint8Array> {
  let read = 0
  for await (const chunk of stream) {
    read += chunk.length
    onBytes(read)
    yield chunk
  }
}

type Part = (name: string) => Promise<AsyncIterable<Uint8Array> | undefined>

/** The part of the first sheet, by the workbook's own relations. */
async function firstSheet(part: Part): Promise<{ sheet: string; is1904: boolean }> {
  let relation: string | undefined
  let is1904 = false
  for await (const { name, attributes } of attributesOf(await part('xl/workbook.xml'))) {
    if (name === 'workbookPr') is1904 = /^(1|true)$/.test(attributes['date1904'] ?? '')
    if (name === 'sheet') relation ??= Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1]
  }
  for await (const { attributes } of attributesOf(await part('xl/_rels/workbook.xml.rels'))) {
    const target = attributes['Target']
    if (attributes['Id'] !== relation || target === undefined) continue
    return { sheet: target.startsWith('/') ? target.slice(1) : posix.join('xl', target), is1904 }
  }
  throw refuse('RESIDENTS-FILE', { why: 'bukan buku kerja XLSX' })
}

/** Built-in formats that are dates (ECMA-376 part 1, 18.8.30). */
const BUILT_IN = new Set([
  14,
  15,
  16,
  17,
  22,
  ...Array.from({ length: 10 }, (_, n) => 27 + n),
  ...range(50, 58),
])

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, n) => from + n)
}

/** Numbers of the styles that show a date. */
async function dateStyles(stream: AsyncIterable<Uint8Array> | undefined): Promise<Set<number>> {
  const formats = new Map<string, string>()
  const dates = new Set<number>()
  let isCell = false
  let count = 0
  for await (const event of stream ? readXml(stream) : []) {
    if (event.kind === 'text') continue
    if (event.name === 'cellXfs') isCell = event.kind === 'open'
    if (event.kind === 'close') continue
    const { numFmtId = '', formatCode = '' } = event.attributes
    if (event.name === 'numFmt') formats.set(numFmtId, formatCode)
    if (event.name !== 'xf' || !isCell) continue
    const own = (formats.get(numFmtId) ?? '').replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '')
    if (BUILT_IN.has(Number(numFmtId)) || /[dy]/i.test(own)) dates.add(count)
    count++
  }
  return dates
}
