import { PDFDocument, rgb, type PDFFont, type PDFImage, type PDFPage } from 'pdf-lib'
import fontkit from '@pdf-lib/fontkit'
import QRCode from 'qrcode'
import { stretch, wrap } from './wrap.ts'

/** Points per millimetre: PDF units are 1/72 inch. */
export const MM = 72 / 25.4

/** ISO 216. */
export const A4 = { width: 210 * MM, height: 297 * MM } as const

export interface Fonts {
  readonly regular: Uint8Array
  readonly bold: Uint8Array
}

const BLACK = rgb(0, 0, 0)

/** A page that is written from the top: `y` is the distance from the upper edge, in points. */
export class Sheet {
  readonly pdf: PDFDocument
  readonly page: PDFPage
  readonly regular: PDFFont
  readonly bold: PDFFont

  private constructor(pdf: PDFDocument, page: PDFPage, regular: PDFFont, bold: PDFFont) {
    this.pdf = pdf
    this.page = page
    this.regular = regular
    this.bold = bold
  }

  static async make(fonts: Fonts, size: { width: number; height: number }): Promise<Sheet> {
    const pdf = await PDFDocument.create()
    pdf.registerFontkit(fontkit)
    const regular = await pdf.embedFont(fonts.regular, { subset: true })
    const bold = await pdf.embedFont(fonts.bold, { subset: true })
    return new Sheet(pdf, pdf.addPage([size.width, size.height]), regular, bold)
  }

  private at(y: number): number {
    return this.page.getHeight() - y
  }

  text(text: string, x: number, y: number, size: number, font: PDFFont = this.regular): void {
    this.page.drawText(text, { x, y: this.at(y), size, font, color: BLACK })
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
      const gap = index === lines.length - 1 ? 0 : stretch(line, box.width, measure)
      let x = box.x
      for (const word of line.split(' ')) {
        this.text(word, x, y, box.size)
        x += measure(`${word} `) + gap
      }
      y += box.lead
    }
    return y
  }

  rule(x: number, y: number, width: number, thickness: number): void {
    this.page.drawLine({
      start: { x, y: this.at(y) },
      end: { x: x + width, y: this.at(y) },
      thickness,
      color: BLACK,
    })
  }

  frame(x: number, y: number, width: number, height: number): void {
    this.page.drawRectangle({
      x,
      y: this.at(y + height),
      width,
      height,
      borderWidth: 0.5,
      borderColor: BLACK,
    })
  }

  image(image: PDFImage, x: number, y: number, width: number, height: number): void {
    this.page.drawImage(image, { x, y: this.at(y + height), width, height })
  }

  /** A QR of `side` points (quiet zone not counted) as one vector path; level M. */
  qr(text: string, x: number, y: number, side: number): void {
    const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
    const unit = side / modules.size
    let path = ''
    for (let row = 0; row < modules.size; row++) {
      for (let column = 0; column < modules.size; column++) {
        if (modules.get(row, column)) path += `M${column * unit} ${row * unit}h${unit}v${unit}h${-unit}z`
      }
    }
    this.page.drawSvgPath(path, { x, y: this.at(y), color: BLACK, borderWidth: 0 })
  }
}
