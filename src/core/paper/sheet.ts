import { deflateSync } from 'node:zlib'
import {
  PDFDocument,
  type PDFFont,
  type PDFImage,
  PDFName,
  type PDFPage,
  PDFRawStream,
  type PDFRef,
} from 'pdf-lib'
import fontkit from '@pdf-lib/fontkit'
import { papersMarked, PRACTICE_PAPER } from './mark-papers.ts'
import { qrForm } from './qr-form.ts'
import { type SharedFace, sharedFace } from './shared-face.ts'
import { Tags } from './tags.ts'
import { stretch, wrap } from './wrap.ts'

/** Points per millimetre: PDF units are 1/72 inch. */
export const MM = 72 / 25.4

/** ISO 216. */
export const A4 = { width: 210 * MM, height: 297 * MM } as const
/** Folio as Indonesian offices have it. */
export const F4 = { width: 215 * MM, height: 330 * MM } as const

export interface Fonts {
  readonly regular: Uint8Array
  readonly bold: Uint8Array
}

/** A number as content streams have it: thousandths of a point are finer than any printer. */
const num = (value: number) => String(Math.round(value * 1000) / 1000)

/** Faces that this thread has cut, by their file: a batch cuts each once. */
const faces = new WeakMap<Uint8Array, Promise<SharedFace>>()

function faceOf(file: Uint8Array): Promise<SharedFace> {
  const known = faces.get(file)
  if (known) return known
  const made = sharedFace(file)
  faces.set(file, made)
  return made
}

/** Paper that is written from the top, page by page: `y` is the distance from the upper edge, in points. */
export class Sheet {
  readonly pdf: PDFDocument
  private page: PDFPage
  readonly regular: PDFFont
  readonly bold: PDFFont
  readonly tags: Tags
  /** The page's content stream, operator by operator: pdf-lib's own drawing checks and wraps each of them, which is most of a letter's time. */
  private content: string[] = []

  private constructor(pdf: PDFDocument, page: PDFPage, regular: PDFFont, bold: PDFFont) {
    this.pdf = pdf
    this.page = page
    this.regular = regular
    this.bold = bold
    this.tags = new Tags(page, (operator) => this.content.push(operator))
    this.dress(page)
  }

  private dress({ node }: PDFPage): void {
    node.setFontDictionary(PDFName.of('R'), this.regular.ref)
    node.setFontDictionary(PDFName.of('B'), this.bold.ref)
  }

  /**
   * A new page. @param text all that it will say: Latin goes into faces that are cut once for all sheets, anything else, and a sheet whose
   * text is not said, into a subset of its own.
   */
  static async make(fonts: Fonts, size: { width: number; height: number }, text?: string): Promise<Sheet> {
    const pdf = await PDFDocument.create({ updateMetadata: false })
    const page = pdf.addPage([size.width, size.height])
    if (text !== undefined) {
      const [regular, bold] = await Promise.all([faceOf(fonts.regular), faceOf(fonts.bold)])
      if (regular.covers(text) && bold.covers(text))
        return new Sheet(pdf, page, regular.embed(pdf), bold.embed(pdf))
    }
    pdf.registerFontkit(fontkit)
    const regular = await pdf.embedFont(fonts.regular, { subset: true })
    const bold = await pdf.embedFont(fonts.bold, { subset: true })
    return new Sheet(pdf, page, regular, bold)
  }

  get width(): number {
    return this.page.getWidth()
  }

  get height(): number {
    return this.page.getHeight()
  }

  private at(y: number): number {
    return this.page.getHeight() - y
  }

  text(text: string, x: number, y: number, size: number, font: PDFFont = this.regular): void {
    const face = font === this.bold ? 'B' : 'R'
    const shown = font.encodeText(text).toString()
    this.content.push(`BT /${face} ${num(size)} Tf ${num(x)} ${num(this.at(y))} Td ${shown} Tj ET`)
  }

  /** Centred on `x`; answers the width of the text. */
  centred(text: string, x: number, y: number, size: number, font: PDFFont = this.regular): number {
    const width = font.widthOfTextAtSize(text, size)
    this.text(text, x - width / 2, y, size, font)
    return width
  }

  lines(text: string, width: number, size: number, font: PDFFont = this.regular): string[] {
    return wrap(text, width, (part) => font.widthOfTextAtSize(part, size))
  }

  /** A justified paragraph with an indented first line; answers the y below it. */
  paragraph(
    text: string,
    box: { x: number; y: number; width: number; size: number; lead: number; indent: number },
  ): number {
    const measure = (part: string) => this.regular.widthOfTextAtSize(part, box.size)
    // The indent is a run of no-break space that wrapping cannot split.
    const pad = '\u00A0'.repeat(Math.max(0, Math.round(box.indent / measure(' '))))
    const lines = wrap(pad + text, box.width, measure)
    let y = box.y
    for (const [index, line] of lines.entries()) {
      const last = index === lines.length - 1
      const gap = last ? 0 : stretch(line, box.width, measure)
      let x = box.x
      for (const word of line.split(' ')) {
        // The space is drawn with the word: who has the letter read out hears words.
        this.text(`${word} `, x, y, box.size)
        x += measure(`${word} `) + gap
      }
      y += box.lead
    }
    return y
  }

  rule(x: number, y: number, width: number, thickness: number): void {
    const at = num(this.at(y))
    this.content.push(`${num(thickness)} w ${num(x)} ${at} m ${num(x + width)} ${at} l S`)
  }

  frame(x: number, y: number, width: number, height: number): void {
    this.content.push(`0.5 w ${num(x)} ${num(this.at(y + height))} ${num(width)} ${num(height)} re S`)
  }

  image(image: PDFImage, x: number, y: number, width: number, height: number): void {
    this.place(image.ref, x, y, width, height)
  }

  /** A QR of `side` points (quiet zone not counted); level M. */
  qr(text: string, x: number, y: number, side: number): void {
    const { ref, modules } = qrForm(this.pdf, text)
    this.place(ref, x, y, side, side, modules)
  }

  /** Draws an image, or a form of `units` units a side, into a box. */
  place(ref: PDFRef, x: number, y: number, width: number, height: number, units = 1): void {
    const name = this.page.node.newXObject('X', ref)
    const box = [width / units, 0, 0, height / units, x, this.at(y + height)].map(num)
    this.content.push(`q ${box.join(' ')} cm ${name.toString()} Do Q`)
  }

  /** Goes on with a new page of the same size. Structure (`tags`) is of the first page alone. */
  turn(): void {
    this.closePage()
    const { width, height } = this
    this.page = this.pdf.addPage([width, height])
    this.dress(this.page)
  }

  /** Across the whole page, under what it says: nobody takes a paper of practice for a real one. */
  private markPractice(): void {
    const size = this.width / 15
    const [sin, cos] = [Math.SQRT1_2, Math.SQRT1_2].map(num)
    const wide = this.bold.widthOfTextAtSize(PRACTICE_PAPER, size)
    const shown = this.bold.encodeText(PRACTICE_PAPER).toString()
    const [x, y] = [(this.width - wide * Math.SQRT1_2) / 2, (this.height - wide * Math.SQRT1_2) / 2].map(num)
    this.content.unshift(
      `/Artifact BMC q 0.82 g BT /B ${num(size)} Tf ${cos} ${sin} -${sin} ${cos} ${x} ${y} Tm ${shown} Tj ET Q EMC`,
    )
  }

  private closePage(): void {
    if (papersMarked()) this.markPractice()
    const bytes = deflateSync(Buffer.from(this.content.join('\n'), 'latin1'))
    const { context } = this.pdf
    const dict = context.obj({ Length: bytes.length, Filter: 'FlateDecode' })
    this.page.node.set(PDFName.Contents, context.register(PDFRawStream.of(dict, bytes)))
    this.content = []
  }

  /** The finished file: the same sheet is the same bytes, with the dates that it is given. */
  async finish(said: { title: string; at: Date; language?: 'id' | 'en' }): Promise<Uint8Array> {
    const { pdf } = this
    pdf.setTitle(said.title, { showInWindowTitleBar: true })
    pdf.setLanguage(said.language === 'en' ? 'en-GB' : 'id-ID')
    pdf.setProducer('Rekam')
    pdf.setCreator('Rekam')
    pdf.setCreationDate(said.at)
    pdf.setModificationDate(said.at)
    this.tags.write()
    this.closePage()
    // Streams are packed already; what is left is not worth packing again, letter by letter.
    return pdf.save({ useObjectStreams: false, objectsPerTick: Number.POSITIVE_INFINITY })
  }
}
