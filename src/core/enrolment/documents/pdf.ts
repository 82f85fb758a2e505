/** PDFs that a scanner or a stick gives, drawn and put in order; runs in the image process alone. */
import { Transformer } from '@napi-rs/image'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import { degrees, PDFDocument } from 'pdf-lib'
import type { WhyNot } from '../image/header.ts'
import { MOST_DOCUMENT_BYTES, MOST_PDF_PAGES } from './limits.ts'

/** A page that is kept, counted from 1, and how far it is turned clockwise. */
export interface KeptPage {
  readonly page: number
  readonly turn: 0 | 90 | 180 | 270
}

/** Longest side of a page that is looked at, and of one that is drawn only to see that it can be, in pixels. */
const SHOWN_SIDE = 1100
const TRIED_SIDE = 200
const QUALITY = 72

const megabytes = MOST_DOCUMENT_BYTES / 1e6
const TOO_LARGE: WhyNot = {
  why: `lebih besar dari ${megabytes} MB; pindai hitam-putih atau bagi menjadi beberapa berkas`,
  whyEn: `larger than ${megabytes} MB; scan it in black and white or as several files`,
}
const LOCKED: WhyNot = {
  why: 'PDF ini dikunci dengan kata sandi; simpan tanpa kata sandi',
  whyEn: 'this PDF is locked by a password; save it without one',
}
const BROKEN: WhyNot = {
  why: 'berkas PDF ini rusak atau terpotong',
  whyEn: 'this PDF is broken or cut short',
}

const cannotDraw = (page: number): WhyNot => ({
  why: `halaman ${page} PDF ini tidak dapat ditampilkan`,
  whyEn: `page ${page} of this PDF cannot be shown`,
})

/** An open PDF of sane size, or why it is none. */
async function opened(bytes: Uint8Array): Promise<PDFDocument | WhyNot> {
  if (bytes.length > MOST_DOCUMENT_BYTES) return TOO_LARGE
  let pages: number
  let pdf: PDFDocument
  try {
    pdf = await PDFDocument.load(bytes, { updateMetadata: false })
    pages = pdf.getPageCount()
  } catch (error) {
    if (!(error instanceof Error)) throw error
    // What is locked may fail for another reason first: its parts are no text.
    return Buffer.from(bytes).includes('/Encrypt') ? LOCKED : BROKEN
  }
  if (pages < 1) return BROKEN
  if (pages <= MOST_PDF_PAGES) return pdf
  return {
    why: `${pages} halaman, paling banyak ${MOST_PDF_PAGES}`,
    whyEn: `${pages} pages, at most ${MOST_PDF_PAGES}`,
  }
}

/** How many pages it has, once each of them was drawn: a paper that nobody can look at is none. */
export async function readPdf(bytes: Uint8Array): Promise<{ pages: number } | WhyNot> {
  const pages = await draw(bytes, TRIED_SIDE, () => null)
  return Array.isArray(pages) ? { pages: pages.length } : pages
}

/** Every page as a JPEG, to be looked at. */
export function drawPdf(bytes: Uint8Array): Promise<Uint8Array[] | WhyNot> {
  return draw(bytes, SHOWN_SIDE, ({ data, width, height }) =>
    Transformer.fromRgbaPixels(data, width, height).jpegSync(QUALITY),
  )
}

interface Bitmap {
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
}

async function draw<T>(bytes: Uint8Array, side: number, of: (bitmap: Bitmap) => T): Promise<T[] | WhyNot> {
  const pdf = await opened(bytes)
  if ('why' in pdf) return pdf
  const library = await PDFiumLibrary.init()
  try {
    return await drawAll(library, bytes, pdf.getPageCount(), { side, of })
  } finally {
    library.destroy()
  }
}

async function drawAll<T>(
  library: PDFiumLibrary,
  bytes: Uint8Array,
  pages: number,
  { side, of }: { side: number; of: (bitmap: Bitmap) => T },
): Promise<T[] | WhyNot> {
  const drawn: T[] = []
  let at = 0
  try {
    const document = await library.loadDocument(bytes)
    if (document.getPageCount() !== pages) return BROKEN
    for (at = 1; at <= pages; at++) {
      const page = document.getPage(at - 1)
      const { originalWidth, originalHeight } = page.getOriginalSize()
      const longest = Math.max(originalWidth, originalHeight)
      if (!(originalWidth > 0 && originalHeight > 0)) return cannotDraw(at)
      // One page in memory at a time.
      drawn.push(of(await page.render({ scale: side / longest, render: 'bitmap' })))
    }
    document.destroy()
    return drawn
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return at === 0 ? BROKEN : cannotDraw(at)
  }
}

/** A PDF with these pages alone, in this order, each turned; what is left out is not in the file any more. */
export async function keepPages(
  bytes: Uint8Array,
  kept: readonly KeptPage[],
): Promise<{ bytes: Uint8Array; pages: number } | WhyNot> {
  const pdf = await opened(bytes)
  if ('why' in pdf) return pdf
  const rest = await PDFDocument.create({ updateMetadata: false })
  const known = kept.filter(({ page }) => page <= pdf.getPageCount())
  const copied = await rest.copyPages(
    pdf,
    known.map(({ page }) => page - 1),
  )
  for (const [index, page] of copied.entries()) {
    page.setRotation(degrees((page.getRotation().angle + known[index]!.turn) % 360))
    rest.addPage(page)
  }
  return { bytes: await rest.save(), pages: known.length }
}
