import { getDocument, type PDFPageProxy, PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { startPdfThread } from './pdf-document.ts'

/** A page of 600 dpi has 35 million; what is larger is not decoded. */
const MOST_PIXELS = 60_000_000
const PATIENCE = 20_000

/** A PDF that anybody may have made, open in a thread that ends with it: one that never ends takes no preview with it. */
export interface StrangerPdf {
  /** The first pages, at most so many. @throws what pdf.js throws for bytes that are none */
  pages(most: number): Promise<PDFPageProxy[]>
  /** Draws a page into a canvas. */
  draw(page: PDFPageProxy, into: Parameters<PDFPageProxy['render']>[0]): Promise<void>
  close(): void
}

/** Opens it; everything together is given twenty seconds, then `pages` and `draw` throw. */
export function openStrangerPdf(data: Uint8Array): StrangerPdf {
  const port = startPdfThread()
  const worker = PDFWorker.fromPort({ port })
  const task = getDocument({
    data,
    worker,
    isEvalSupported: false,
    enableXfa: false,
    maxImageSize: MOST_PIXELS,
  })
  let alarm = 0
  const late = new Promise<never>((_, reject) => {
    alarm = window.setTimeout(() => reject(new Error('the PDF took too long')), PATIENCE)
  })
  late.catch(() => undefined)
  const inTime = <T>(work: Promise<T>) => Promise.race([work, late])
  return {
    async pages(most) {
      const pdf = await inTime(task.promise)
      const count = Math.min(pdf.numPages, most)
      return inTime(Promise.all(Array.from({ length: count }, (_, index) => pdf.getPage(index + 1))))
    },
    async draw(page, into) {
      const drawing = page.render(into)
      try {
        await inTime(drawing.promise)
      } finally {
        drawing.cancel()
      }
    },
    close() {
      clearTimeout(alarm)
      // Whatever it still waits for never comes.
      task.promise.catch(() => undefined)
      void task.destroy().catch(() => undefined)
      worker.destroy()
      port.terminate()
    },
  }
}
