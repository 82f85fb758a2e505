/**
 * Pads the outline records of a TrueType font to multiples of four bytes. @pdf-lib/fontkit 1.1.1 writes the offsets of
 * a subset in halves without padding: after the first record of odd length every following glyph is drawn from the
 * wrong place or not at all, while the text still reads back (Hopding/pdf-lib issue 1232). Outlines do not change.
 */

interface Table {
  readonly tag: string
  readonly data: Buffer
}

/** The font with `glyf` and `loca` rewritten and all checksums made anew. RangeError when it is not TrueType. */
export function padGlyphs(font: Buffer): Buffer {
  const tables = readTables(font)
  const { glyf, loca } = padRecords(find(tables, 'glyf'), glyphOffsets(font))
  const head = Buffer.from(find(tables, 'head'))
  head.writeInt16BE(1, 50)
  const changed = new Map([
    ['glyf', glyf],
    ['loca', loca],
    ['head', head],
  ])
  return writeTables(
    font.readUInt32BE(0),
    tables.map(({ tag, data }) => ({ tag, data: changed.get(tag) ?? data })),
  )
}

/** Where each glyph's record begins in `glyf`, and where the last one ends. */
export function glyphOffsets(font: Buffer): number[] {
  const tables = readTables(font)
  const loca = find(tables, 'loca')
  const long = find(tables, 'head').readInt16BE(50) === 1
  const count = find(tables, 'maxp').readUInt16BE(4) + 1
  return Array.from({ length: count }, (_, i) =>
    long ? loca.readUInt32BE(i * 4) : loca.readUInt16BE(i * 2) * 2,
  )
}

function padRecords(glyf: Buffer, offsets: readonly number[]): { glyf: Buffer; loca: Buffer } {
  const records: Buffer[] = []
  const loca = Buffer.alloc(offsets.length * 4)
  let end = 0
  for (let i = 0; i + 1 < offsets.length; i++) {
    const record = padded(glyf.subarray(offsets[i], offsets[i + 1]))
    loca.writeUInt32BE(end, i * 4)
    end += record.length
    records.push(record)
  }
  loca.writeUInt32BE(end, (offsets.length - 1) * 4)
  return { glyf: Buffer.concat(records), loca }
}

function padded(data: Buffer): Buffer {
  return data.length % 4 === 0 ? data : Buffer.concat([data, Buffer.alloc(4 - (data.length % 4))])
}

function readTables(font: Buffer): Table[] {
  if (font.readUInt32BE(0) !== 0x00010000) throw new RangeError('not a TrueType font')
  return Array.from({ length: font.readUInt16BE(4) }, (_, i) => {
    const at = 12 + i * 16
    const offset = font.readUInt32BE(at + 8)
    return {
      tag: font.toString('latin1', at, at + 4),
      data: font.subarray(offset, offset + font.readUInt32BE(at + 12)),
    }
  })
}

function find(tables: readonly Table[], tag: string): Buffer {
  const table = tables.find((each) => each.tag === tag)
  if (!table) throw new RangeError(`no table ${tag}`)
  return table.data
}

/** The directory keeps its order (sorted by tag); the file's own checksum stands in `head` at 8. */
function writeTables(version: number, tables: readonly Table[]): Buffer {
  const count = tables.length
  const directory = Buffer.alloc(12 + count * 16)
  const power = 2 ** Math.floor(Math.log2(count))
  directory.writeUInt32BE(version, 0)
  directory.writeUInt16BE(count, 4)
  directory.writeUInt16BE(power * 16, 6)
  directory.writeUInt16BE(Math.log2(power), 8)
  directory.writeUInt16BE((count - power) * 16, 10)
  const bodies: Buffer[] = []
  let offset = directory.length
  let headAt = 0
  for (const [i, { tag, data }] of tables.entries()) {
    const body = Buffer.from(padded(data))
    if (tag === 'head') {
      headAt = offset
      body.writeUInt32BE(0, 8)
    }
    const at = 12 + i * 16
    directory.write(tag, at, 'latin1')
    directory.writeUInt32BE(checksum(body), at + 4)
    directory.writeUInt32BE(offset, at + 8)
    directory.writeUInt32BE(data.length, at + 12)
    bodies.push(body)
    offset += body.length
  }
  const font = Buffer.concat([directory, ...bodies])
  font.writeUInt32BE((0xb1b0afba - checksum(font)) >>> 0, headAt + 8)
  return font
}

/** Sum of big-endian words modulo 2^32; the length is a multiple of four. */
export function checksum(data: Buffer): number {
  let sum = 0
  for (let at = 0; at < data.length; at += 4) sum = (sum + data.readUInt32BE(at)) >>> 0
  return sum
}
