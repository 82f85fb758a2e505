import { crc32, deflateRawSync } from 'node:zlib'

const utf8 = (text: Uint8Array | string) => Buffer.from(text)

/** What every workbook of one sheet has beside that sheet, `xl/sheet1.xml`. */
export const WORKBOOK = {
  'xl/workbook.xml':
    '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId1" Target="sheet1.xml"/></Relationships>',
} as const

/** A ZIP archive (deflate) whose parts hold what they are given, sound or not. */
export function zipOf(files: Readonly<Record<string, Uint8Array | string>>): Uint8Array {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const [name, text] of Object.entries(files)) {
    const plain = utf8(text)
    const packed = deflateRawSync(plain)
    // Shared by both headers (APPNOTE 4.3.7, 4.3.12): versions, flags, method, time, date, sums, sizes, lengths.
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(8, 4)
    facts.writeUInt32LE(crc32(plain), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(plain.length, 18)
    facts.writeUInt16LE(Buffer.byteLength(name), 22)
    locals.push(Buffer.from('504b0304', 'hex'), facts, utf8(name), packed)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    central.push(Buffer.from('504b01021400', 'hex'), facts, place, utf8(name))
    at += 4 + facts.length + Buffer.byteLength(name) + packed.length
  }
  const listed = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('504b0506', 'hex')
  end.writeUInt16LE(Object.keys(files).length, 8)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(at, 16)
  return new Uint8Array(Buffer.concat([...locals, listed, end]))
}
