import type { PDFPage } from 'pdf-lib'
import { A4, MM, type Sheet } from '../../paper/index.ts'

/** A long list behind a record, on pages of its own. */
export interface Annex {
  readonly title: string
  readonly heading: string
  readonly lines: readonly string[]
}

const EDGE = 18 * MM
const SIZE = 8
const LEAD = 10.5

/** Draws the pages, each under its title and with its number. */
export function drawAnnex(sheet: Sheet, { title, heading, lines }: Annex): void {
  const perPage = Math.floor((A4.height - 2 * EDGE) / LEAD) - 3
  const pages = Math.ceil(lines.length / perPage)
  for (let n = 0; n < pages; n++) {
    const page: PDFPage = sheet.pdf.addPage([A4.width, A4.height])
    let y = A4.height - EDGE
    page.drawText(`${title}, halaman ${n + 1} dari ${pages}`, { x: EDGE, y, size: 10, font: sheet.bold })
    y -= 1.6 * LEAD
    page.drawText(heading, { x: EDGE, y, size: SIZE, font: sheet.bold })
    for (const line of lines.slice(n * perPage, (n + 1) * perPage)) {
      y -= LEAD
      page.drawText(line, { x: EDGE, y, size: SIZE, font: sheet.regular })
    }
  }
}
