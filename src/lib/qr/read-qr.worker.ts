/**
 * The thread that reads QR codes from files that anybody may have made. Both decoders are WebAssembly: they reach nothing but
 * their own memory, and the thread may die of a file.
 */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { serveThread } from '../thread-tasks.ts'

/** Pages of a PDF that are looked at, and how sharply: a scanned letter has one or two. */
const MOST_PAGES = 6
const DPI = 200
const MOST_PIXELS = 40_000_000

/** The reader's own module from its package; it would fetch it from a network. */
async function prepare(): Promise<void> {
  const wasm = await readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
  const wasmBinary = new Uint8Array(wasm).buffer
  prepareZXingModule({ overrides: { wasmBinary } })
}
let ready: Promise<void> | undefined

/** What the reader takes of a page's ImageData. */
interface Pixels {
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number
}

async function textsIn(picture: Uint8Array | Pixels): Promise<string[]> {
  await (ready ??= prepare())
  const found = await readBarcodes(picture, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 8 })
  return found.filter(({ isValid }) => isValid).map(({ text }) => text)
}

async function textsInPdf(bytes: Uint8Array): Promise<string[]> {
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(bytes)
  const texts: string[] = []
  for (let n = 0; n < Math.min(document.getPageCount(), MOST_PAGES); n++) {
    const page = document.getPage(n)
    const { originalWidth, originalHeight } = page.getOriginalSize()
    const area = originalWidth * originalHeight
    if (!(area > 0)) continue
    const scale = Math.min(DPI / 72, Math.sqrt(MOST_PIXELS / area))
    // One page in memory at a time.
    const { data, width, height } = await page.render({ scale, render: 'bitmap' })
    const pixels = new Uint8ClampedArray(data)
    texts.push(...(await textsIn({ data: pixels, width, height })))
  }
  return texts
}

serveThread({
  picture: (bytes: Uint8Array) => textsIn(bytes),
  pdf: (bytes: Uint8Array) => textsInPdf(bytes),
})
