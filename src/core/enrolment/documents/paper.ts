/** Works on scanned papers; runs in the image process alone, because what a scanner or a stick gives may be crafted. */
import { Orientation, ResizeFilterType, ResizeFit, Transformer } from '@napi-rs/image'
import { degrees, PDFDocument } from 'pdf-lib'
import type { RecordedDocument } from '../../../contract/enrolment.ts'
import { readImageHeader, type WhyNot } from '../image/header.ts'
import { LONGEST_SIDE, MOST_DOCUMENT_BYTES } from './limits.ts'
import { type KeptPage, keepPages, readPdf } from './pdf.ts'

export interface Paper {
  readonly media: RecordedDocument['media']
  readonly bytes: Uint8Array
  readonly pages: number
}

const MOST_PIXELS = 60_000_000
const TURNS = {
  90: Orientation.Rotate90Cw,
  180: Orientation.Rotate180,
  270: Orientation.Rotate270Cw,
} as const
export type Turn = keyof typeof TURNS

const NO_PAPER: WhyNot = { why: 'bukan JPEG, PNG atau PDF', whyEn: 'neither JPEG, PNG nor PDF' }

function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-'
}

/** A paper as it is kept: a JPEG that is small enough and upright stays byte for byte. Throws what a decoder throws. */
export async function readPaper(bytes: Uint8Array, kept?: readonly KeptPage[]): Promise<Paper | WhyNot> {
  if (isPdf(bytes)) return readPaperPdf(bytes, kept)
  const header = readImageHeader(bytes)
  if ('why' in header) return header.why.includes('PNG') ? NO_PAPER : header
  if (header.width * header.height > MOST_PIXELS)
    return { why: 'terlalu banyak piksel', whyEn: 'too many pixels' }
  const image = new Transformer(bytes)
  const { orientation = 1 } = image.metadataSync(true)
  const longest = Math.max(header.width, header.height)
  const isFine = header.media === 'image/jpeg' && orientation === 1 && longest <= LONGEST_SIDE
  if (isFine && bytes.length <= MOST_DOCUMENT_BYTES) {
    // It must decode all the same.
    image.rawPixelsSync()
    return { media: 'image/jpeg', bytes, pages: 1 }
  }
  return imageOf(image.rotate(), longest)
}

function imageOf(image: Transformer, longest: number): Paper {
  const sized =
    longest <= LONGEST_SIDE
      ? image
      : image.resize({
          width: LONGEST_SIDE,
          height: LONGEST_SIDE,
          fit: ResizeFit.Inside,
          filter: ResizeFilterType.Lanczos3,
        })
  const bitmap = sized.bmpSync()
  let bytes: Uint8Array = new Uint8Array()
  for (const quality of [85, 70, 50, 30]) {
    bytes = new Transformer(bitmap).jpegSync(quality)
    if (bytes.length <= MOST_DOCUMENT_BYTES) break
  }
  return { media: 'image/jpeg', bytes, pages: 1 }
}

/** A PDF as it is kept: byte for byte, or with the pages that were chosen; each page that is kept can be drawn. */
async function readPaperPdf(
  given: Uint8Array,
  kept: readonly KeptPage[] | undefined,
): Promise<Paper | WhyNot> {
  const chosen = kept === undefined ? { bytes: given } : await keepPages(given, kept)
  if ('why' in chosen) return chosen
  const read = await readPdf(chosen.bytes)
  return 'why' in read ? read : { media: 'application/pdf', bytes: chosen.bytes, pages: read.pages }
}

/** A paper turned clockwise: one page of it, or all. */
export async function turnPaper(paper: Paper, turn: Turn, page?: number): Promise<Paper | WhyNot> {
  if (paper.media === 'image/jpeg') {
    const bytes = new Transformer(paper.bytes).rotate(TURNS[turn]).jpegSync(92)
    return { ...paper, bytes }
  }
  const pdf = await PDFDocument.load(paper.bytes, { updateMetadata: false })
  for (const [index, each] of pdf.getPages().entries()) {
    if (page !== undefined && index !== page - 1) continue
    each.setRotation(degrees((each.getRotation().angle + turn) % 360))
  }
  return { ...paper, bytes: await pdf.save() }
}

/** A PDF without one of its pages. */
export async function dropPage(paper: Paper, page: number): Promise<Paper | WhyNot> {
  const pdf = await PDFDocument.load(paper.bytes, { updateMetadata: false })
  // Pages that stay are copied: whoever removes a page means its content too.
  const rest = await PDFDocument.create({ updateMetadata: false })
  const kept = pdf.getPageIndices().filter((index) => index !== page - 1)
  for (const copied of await rest.copyPages(pdf, kept)) rest.addPage(copied)
  return { media: 'application/pdf', bytes: await rest.save(), pages: kept.length }
}
