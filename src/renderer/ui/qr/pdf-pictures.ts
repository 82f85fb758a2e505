import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { openStrangerPdf, type StrangerPdf } from '../pdf/stranger-pdf.ts'

/** Pages that are looked at, and how sharply: a scanned letter has one or two. */
const MOST_PAGES = 6
const PIXELS_PER_POINT = 200 / 72
const LONGEST_SIDE = 3200

/** The first pages of a PDF as pictures, one at a time. @throws what pdf.js throws for bytes that are none, and for what takes too long */
export async function* picturesOf(bytes: Uint8Array): AsyncGenerator<ImageBitmap> {
  const pdf = openStrangerPdf(bytes)
  try {
    for (const page of await pdf.pages(MOST_PAGES)) yield await pictureOf(pdf, page)
  } finally {
    pdf.close()
  }
}

async function pictureOf(pdf: StrangerPdf, page: PDFPageProxy): Promise<ImageBitmap> {
  const { width, height } = page.getViewport({ scale: 1 })
  const viewport = page.getViewport({
    scale: Math.min(PIXELS_PER_POINT, LONGEST_SIDE / Math.max(width, height)),
  })
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.floor(viewport.width))
  canvas.height = Math.max(1, Math.floor(viewport.height))
  await pdf.draw(page, { canvasContext: canvas.getContext('2d')!, viewport })
  return createImageBitmap(canvas)
}
