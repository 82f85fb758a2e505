/**
 * Opens PDFs of our own streams with pdf.js. Chromium's viewer is no way to show them: it is an extension in a frame, and the page
 * may have neither plugins nor frames (electron/lockdown.ts). The legacy build of version 4 opens
 * documents on Chromium 114; 6.5 loads there and then never answers.
 */
import {
  getDocument,
  GlobalWorkerOptions,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
import { refusalOf } from '../../../contract/catalogue.ts'
import { StreamRefused } from '../stream-refused.ts'

/** The codes that a stream answers as a status (src/core/open-core-streams.ts). */
const CODES: Record<number, string> = { 403: 'STATION-LOCKED', 404: 'NOT-FOUND', 503: 'CORE-RESTARTED' }

async function load(url: string, signal: AbortSignal): Promise<Uint8Array> {
  const answer = await fetch(url, { signal })
  if (!answer.ok) throw new StreamRefused(refusalOf(CODES[answer.status] ?? 'INTERNAL', { what: 'PDF' }))
  return new Uint8Array(await answer.arrayBuffer())
}

/** An open document: its pages, and the way to let it go. */
export interface OpenPdf {
  readonly pages: readonly PDFPageProxy[]
  close(): void
}

/** A thread that reads PDFs beside the window's. */
export function startPdfThread(): Worker {
  return new Worker(new URL('./pdf-thread.ts', import.meta.url), { type: 'module' })
}

/** Fetches and opens a PDF. @throws StreamRefused when the core does not give it */
export async function openPdf(url: string, signal: AbortSignal): Promise<OpenPdf> {
  const data = await load(url, signal)
  GlobalWorkerOptions.workerPort ??= startPdfThread()
  const task = getDocument({ data, isEvalSupported: false, enableXfa: false })
  const pdf = await task.promise
  return { pages: await pagesOf(pdf), close: () => void task.destroy() }
}

function pagesOf(pdf: PDFDocumentProxy): Promise<PDFPageProxy[]> {
  return Promise.all(Array.from({ length: pdf.numPages }, (_, index) => pdf.getPage(index + 1)))
}

/** The words of a page, for those who hear it. */
export async function wordsOf(page: PDFPageProxy): Promise<string> {
  const { items } = await page.getTextContent()
  return items.map((item) => ('str' in item ? item.str : '')).join(' ')
}
