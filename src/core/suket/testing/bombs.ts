/** Small files that ask for more time or memory than there is: for tests of what reads files that anybody may have made. */
import { crc32, deflateSync } from 'node:zlib'

/** A white picture of one bit a pixel. */
export function pngOf(width: number, height: number): Buffer {
  const chunk = (name: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(name), data])
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    size.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([size, body, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.writeUInt8(1, 8)
  const row = Buffer.alloc(1 + Math.ceil(width / 8), 0xff)
  row[0] = 0
  const rows = deflateSync(Buffer.alloc(row.length * height, row), { level: 9 })
  const parts = [chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts])
}

/** A PDF of one page without a cross-reference table: readers find the objects by themselves. */
export function pdfOf(box: string, content: string, resources = '', objects: readonly string[] = []): Buffer {
  return Buffer.from(
    [
      '%PDF-1.7',
      '1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj',
      '2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj',
      `3 0 obj <</Type/Page/Parent 2 0 R/MediaBox${box}/Contents 4 0 R/Resources<<${resources}>>>> endobj`,
      `4 0 obj <</Length ${content.length}>> stream\n${content}\nendstream endobj`,
      ...objects,
      'trailer <</Root 1 0 R/Size 99>>',
      '%%EOF',
    ].join('\n'),
    'latin1',
  )
}

/** Ten forms, each of which draws the next ten times: ten to the tenth rectangles. */
export function formBomb(): Buffer {
  const draw = '/F Do '.repeat(10)
  const forms = Array.from({ length: 10 }, (_, n) => {
    const content = n === 9 ? '0 0 100 100 re f '.repeat(10) : draw
    const next = n === 9 ? '' : `/Resources<</XObject<</F ${11 + n} 0 R>>>>`
    return `${10 + n} 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 600 800]${next}/Length ${content.length}>> stream\n${content}\nendstream endobj`
  })
  return pdfOf('[0 0 595 842]', draw, '/XObject<</F 10 0 R>>', forms)
}

/** A picture of 400 megapixels in some kilobytes. */
export function pictureBomb(): Buffer {
  const rows = deflateSync(Buffer.alloc(20_000 * 2500, 0xff), { level: 9 }).toString('latin1')
  const image = `10 0 obj <</Type/XObject/Subtype/Image/Width 20000/Height 20000/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/FlateDecode/Length ${rows.length}>> stream\n${rows}\nendstream endobj`
  return pdfOf('[0 0 595 842]', '595 0 0 842 0 0 cm /F Do', '/XObject<</F 10 0 R>>', [image])
}
