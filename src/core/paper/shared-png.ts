import { createHash } from 'node:crypto'
import { PDFDocument, PDFName, PDFRawStream, PDFRef } from 'pdf-lib'

/** A picture in a document, as drawing needs it. Width and height in pixels. */
export interface Placed {
  readonly ref: PDFRef
  readonly width: number
  readonly height: number
}

interface Unpacked {
  readonly image: PDFRawStream
  readonly mask: PDFRawStream | null
  readonly width: number
  readonly height: number
}

/** Unpacked by what they are: the arms of a batch are unpacked once. There is one Dinas, and seldom a second picture. */
const known = new Map<string, Promise<Unpacked>>()
const MOST = 8
const MASK = PDFName.of('SMask')

async function unpack(png: Uint8Array): Promise<Unpacked> {
  const pdf = await PDFDocument.create()
  const { ref, width, height } = await pdf.embedPng(png)
  await pdf.flush()
  const stream = (at: PDFRef): PDFRawStream => {
    const found = pdf.context.lookup(at)
    if (!(found instanceof PDFRawStream)) throw new TypeError('not a picture')
    return found
  }
  const image = stream(ref)
  const mask = image.dict.get(MASK)
  return { image, mask: mask instanceof PDFRef ? stream(mask) : null, width, height }
}

/** Puts a PNG into a document without unpacking and packing it anew. */
export async function sharedPng({ context }: PDFDocument, png: Uint8Array): Promise<Placed> {
  const key = createHash('sha256').update(png).digest('hex')
  let made = known.get(key)
  if (!made) {
    if (known.size >= MOST) known.clear()
    made = unpack(png)
    known.set(key, made)
  }
  const { image, mask, width, height } = await made
  const dict = image.dict.clone(context)
  if (mask) dict.set(MASK, context.register(PDFRawStream.of(mask.dict.clone(context), mask.contents)))
  return { ref: context.register(PDFRawStream.of(dict, image.contents)), width, height }
}
