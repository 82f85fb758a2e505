import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fontkit from '@pdf-lib/fontkit'
import { PDFDocument } from 'pdf-lib'
import { describe, expect, test } from 'vitest'
import { checksum, glyphOffsets, padGlyphs } from './pad-glyphs.ts'

const FILES = ['letter-regular.ttf', 'letter-bold.ttf']

const LINES = [
  'SURAT KETERANGAN Nomor 471.13/0001/527201/2026',
  'RENÉE ÉLODIE ÑUÑEZ ÅNGSTRÖM ŁUKASZ ŠĪN ĆWIĘK',
  'NGUYỄN THỊ CONTOH, ÇELİK GÜLŞEN, ŐRSI ŰRI',
  'Oi Fo’o – “Penana’e” – efficient file: fi fl ff ffi',
  'abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ',
]

function font(file: string): Buffer {
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

async function pdfWith(file: string, subset: boolean): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  pdf.registerFontkit(fontkit)
  const face = await pdf.embedFont(font(file), { subset })
  const page = pdf.addPage([400, 120])
  for (const [i, line] of LINES.entries())
    page.drawText(line, { x: 10, y: 100 - i * 20, size: 12, font: face })
  return pdf.save()
}

/** Runs a tool of Debian's poppler-utils on the bytes. */
function poppler(bytes: Uint8Array, tool: string, args: readonly string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'rekam-font-test-'))
  try {
    const pdf = join(folder, 'a.pdf')
    writeFileSync(pdf, bytes)
    return execFileSync(tool, [...args, pdf, ...(tool === 'pdftotext' ? ['-'] : [])])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Grey pixels of the page, without the header. */
function pixels(bytes: Uint8Array): Buffer {
  const pgm = poppler(bytes, 'pdftoppm', ['-gray', '-r', '100'])
  return pgm.subarray(pgm.length - Math.ceil((400 * 100) / 72) * Math.ceil((120 * 100) / 72))
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
    const bytes = await pdfWith(file, true)
    const text = poppler(bytes, 'pdftotext', ['-layout']).toString().normalize('NFC')
    for (const line of LINES) expect(text).toContain(line)
    expect(bytes.length).toBeLessThan(120_000)
  })

  test('the subset draws what the whole font draws: text that reads back may still be invisible', async () => {
    const whole = pixels(await pdfWith(file, false))
    expect(whole.filter((grey) => grey < 128).length).toBeGreaterThan(4000)
    expect(pixels(await pdfWith(file, true)).equals(whole)).toBe(true)
  })

  test('every outline record is padded and every checksum right', () => {
    const bytes = font(file)
    expect(glyphOffsets(bytes).filter((offset) => offset % 4 !== 0)).toEqual([])
    expect(checksum(bytes)).toBe(0xb1b0afba)
    expect(padGlyphs(bytes).equals(bytes)).toBe(true)
  })

  test('the digits are as wide as each other: numbers stand in columns', () => {
    const face = fontkit.create(font(file))
    const widths = new Set(Array.from('0123456789', (digit) => face.layout(digit).advanceWidth))
    expect(widths.size).toBe(1)
  })
})
