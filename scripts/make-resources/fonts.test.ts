import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fontkit from '@pdf-lib/fontkit'
import { PDFDocument } from 'pdf-lib'
import { describe, expect, test } from 'vitest'

const FILES = ['Tinos-Regular.ttf', 'Tinos-Bold.ttf']

function font(file: string): Uint8Array {
  return readFileSync(new URL(`../../resources/fonts/${file}`, import.meta.url))
}

/** Latin letters: Latin-1, Extended-A and -B, Additional; without the few that Unicode added later. */
function latinLetters(): string[] {
  const blocks = [
    [0x20, 0x7e],
    [0xa0, 0x17f],
    [0x1e00, 0x1eff],
  ] as const
  return blocks.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)),
  )
}

async function pdfWith(file: string, lines: readonly string[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  pdf.registerFontkit(fontkit)
  const face = await pdf.embedFont(font(file), { subset: true })
  const page = pdf.addPage([595, 842])
  for (const [i, line] of lines.entries())
    page.drawText(line, { x: 40, y: 780 - i * 20, size: 12, font: face })
  return pdf.save()
}

/** The text as Debian's poppler-utils reads it, whole page, composed. */
function pdfToText(bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'rekam-font-test-'))
  try {
    writeFileSync(join(folder, 'a.pdf'), bytes)
    return execFileSync('pdftotext', ['-layout', join(folder, 'a.pdf'), '-'])
      .toString()
      .normalize('NFC')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe.each(FILES)('%s', (file) => {
  test('has a glyph for every Latin letter a name may have, and for the signs of a letter', () => {
    const face = fontkit.create(font(file))
    const missing = [...latinLetters(), ...Array.from('–—’‘“”…•№')].filter(
      (char) => !face.hasGlyphForCodePoint(char.codePointAt(0)!),
    )
    expect(missing).toEqual([])
  })

  test('is embedded as a small subset whose text reads back', async () => {
    const lines = [
      'SURAT KETERANGAN Nomor 471.13/0001/527201/2026',
      'RENÉE ÉLODIE ÑUÑEZ ÅNGSTRÖM ŁUKASZ ŠĪN ĆWIĘK',
      'NGUYỄN THỊ CONTOH, ÇELİK GÜLŞEN, ŐRSI ŰRI',
      'Oi Fo’o – “Penana’e” – efficient file: fi fl ff ffi',
    ]
    const bytes = await pdfWith(file, lines)
    const text = pdfToText(bytes)
    for (const line of lines) expect(text).toContain(line)
    expect(bytes.length).toBeLessThan(120_000)
  })

  test('the digits are as wide as each other: numbers stand in columns', () => {
    const face = fontkit.create(font(file))
    const widths = new Set(Array.from('0123456789', (digit) => face.layout(digit).advanceWidth))
    expect(widths.size).toBe(1)
  })
})
