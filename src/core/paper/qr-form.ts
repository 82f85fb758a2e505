import { deflateSync } from 'node:zlib'
import { type PDFDocument, PDFRawStream, type PDFRef } from 'pdf-lib'
import QRCode from 'qrcode'

const ALPHANUMERIC = /^[0-9A-Z $%*+\-./:]+$/

/** A QR as a form of one unit a module: rows of dark modules as one filled path. Level M; the quiet zone is the caller's. */
export function qrForm(pdf: PDFDocument, text: string): { ref: PDFRef; modules: number } {
  // Base45 is alphanumeric from end to end: the search for the best mixture of modes would find that out at length.
  const segments = ALPHANUMERIC.test(text) ? [{ data: text, mode: 'alphanumeric' as const }] : text
  const { modules } = QRCode.create(segments, { errorCorrectionLevel: 'M' })
  const { size } = modules
  let path = ''
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; ) {
      const from = column
      while (column < size && modules.get(row, column)) column++
      if (column > from) path += `${from} ${size - 1 - row} ${column - from} 1 re\n`
      else column++
    }
  }
  const contents = deflateSync(Buffer.from(`${path}f\n`))
  const { context } = pdf
  const dict = context.obj({
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, size, size],
    Resources: {},
    Filter: 'FlateDecode',
    Length: contents.length,
  })
  return { ref: context.register(PDFRawStream.of(dict, contents)), modules: size }
}
