import { deflateSync } from 'node:zlib'
import fontkit from '@pdf-lib/fontkit'
import {
  CustomFontEmbedder,
  type PDFDocument,
  PDFFont,
  PDFHexString,
  PDFName,
  PDFObject,
  PDFRawStream,
  PDFRef,
  PDFString,
} from 'pdf-lib'
import { wanted } from './glyph-codes.ts'

/**
 * A face cut once to the letters of names and texts, and put whole and ready into every PDF: cutting and packing a font anew
 * costs a third of a second a letter. What it holds is fixed, so the same letter is the same bytes.
 */
export interface SharedFace {
  /** Whether every character has its glyph here; other texts go into a subset of their own. */
  covers(text: string): boolean
  /** Puts the face into a document. */
  embed(pdf: PDFDocument): PDFFont
}

/** Marks of a subset are six capitals (PDF 32000-1, 9.6.4). */
const MARK = 'REKAMA'

/** An object that is written as it stands: hundreds of widths are not put into words for every letter. */
class Written extends PDFObject {
  private readonly bytes: Uint8Array

  constructor(words: string) {
    super()
    this.bytes = Buffer.from(words, 'latin1')
  }

  override sizeInBytes(): number {
    return this.bytes.length
  }

  override copyBytesInto(buffer: Uint8Array, offset: number): number {
    buffer.set(this.bytes, offset)
    return this.bytes.length
  }
}

interface Glyph {
  readonly hex: string
  /** Thousandths of the size. */
  readonly width: number
}

async function cut(font: fontkit.Font, codes: readonly number[]) {
  const subset = font.createSubset()
  const ids = codes.map((code) => subset.includeGlyph(font.glyphForCodePoint(code)))
  const parts: Uint8Array[] = []
  await new Promise<void>((resolve) => {
    subset
      .encodeStream()
      .on('data', (part: Uint8Array) => parts.push(part))
      .on('end', () => resolve())
  })
  return { ids, bytes: Buffer.concat(parts) }
}

const hex4 = (value: number) => value.toString(16).toUpperCase().padStart(4, '0')

/** ToUnicode: which character a glyph of the face stands for (Adobe Technical Note 5411). */
function toUnicode(pairs: readonly (readonly [id: number, code: number])[]): Buffer {
  const lines = pairs.map(([id, code]) => `<${hex4(id)}> <${hex4(code)}>`)
  const runs: string[] = []
  // One block takes a hundred.
  for (let at = 0; at < lines.length; at += 100) {
    const run = lines.slice(at, at + 100)
    runs.push(`${run.length} beginbfchar`, ...run, 'endbfchar')
  }
  return Buffer.from(
    [
      '/CIDInit /ProcSet findresource begin',
      '12 dict begin',
      'begincmap',
      '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
      '/CMapName /Adobe-Identity-UCS def',
      '/CMapType 2 def',
      '1 begincodespacerange',
      '<0000> <FFFF>',
      'endcodespacerange',
      ...runs,
      'endcmap',
      'CMapName currentdict /CMap defineresource pop',
      'end',
      'end',
      '',
    ].join('\n'),
  )
}

/** Text and its width by the face's own table: no shaping, no ligatures, so that what is drawn reads back letter by letter. */
class FaceEmbedder extends CustomFontEmbedder {
  private readonly glyphs: ReadonlyMap<string, Glyph>

  constructor(font: fontkit.Font, data: Uint8Array, glyphs: ReadonlyMap<string, Glyph>) {
    super(font, data)
    this.glyphs = glyphs
  }

  override encodeText(text: string): PDFHexString {
    let hex = ''
    for (const char of text.normalize('NFC')) hex += this.glyphs.get(char)?.hex ?? '0000'
    return PDFHexString.of(hex)
  }

  override widthOfTextAtSize(text: string, size: number): number {
    let width = 0
    for (const char of text.normalize('NFC')) width += this.glyphs.get(char)?.width ?? 0
    return (width * size) / 1000
  }
}

/** Reads and cuts a TrueType file. */
export async function sharedFace(data: Uint8Array): Promise<SharedFace> {
  const font = fontkit.create(data)
  const codes = font.characterSet.filter(wanted)
  const { ids, bytes } = await cut(font, codes)
  const scale = 1000 / font.unitsPerEm
  const glyphs = new Map(
    codes.map((code, index): [string, Glyph] => [
      String.fromCodePoint(code),
      { hex: hex4(ids[index]!), width: font.glyphForCodePoint(code).advanceWidth * scale },
    ]),
  )
  // One glyph may stand for several characters (a hyphen and a soft one): it reads back as the first.
  const standing = new Map<number, number>()
  for (const [index, code] of codes.entries()) if (!standing.has(ids[index]!)) standing.set(ids[index]!, code)
  const widthList = Array.from({ length: Math.max(...ids) }, (_, index) => {
    const code = standing.get(index + 1)
    return code === undefined ? 0 : Math.round(glyphs.get(String.fromCodePoint(code))!.width)
  })
  const widths = new Written(`[1 [${widthList.join(' ')}]]`)
  const file = deflateSync(bytes, { level: 9 })
  const map = deflateSync(toUnicode([...standing].toSorted(([a], [b]) => a - b)), { level: 9 })
  const name = `${MARK}+${font.postscriptName}`
  const embedder = new FaceEmbedder(font, data, glyphs)
  const box = font.bbox

  return {
    covers: (text) => Array.from(text.normalize('NFC')).every((char) => glyphs.has(char)),
    embed(pdf) {
      const { context } = pdf
      const packed = (contents: Uint8Array, more: Record<string, number> = {}) =>
        context.register(
          PDFRawStream.of(context.obj({ Length: contents.length, Filter: 'FlateDecode', ...more }), contents),
        )
      const descriptor = context.register(
        context.obj({
          Type: 'FontDescriptor',
          FontName: name,
          // Serif, not symbolic.
          Flags: 2 | 32,
          FontBBox: [box.minX * scale, box.minY * scale, box.maxX * scale, box.maxY * scale],
          ItalicAngle: font.italicAngle,
          Ascent: font.ascent * scale,
          Descent: font.descent * scale,
          CapHeight: font.capHeight * scale,
          StemV: 0,
          FontFile2: packed(file, { Length1: bytes.length }),
        }),
      )
      const descendant = context.register(
        context.obj({
          Type: 'Font',
          Subtype: 'CIDFontType2',
          CIDToGIDMap: 'Identity',
          BaseFont: name,
          CIDSystemInfo: {
            Registry: PDFString.of('Adobe'),
            Ordering: PDFString.of('Identity'),
            Supplement: 0,
          },
          FontDescriptor: descriptor,
          W: widths,
        }),
      )
      const ref: PDFRef = context.register(
        context.obj({
          Type: 'Font',
          Subtype: 'Type0',
          BaseFont: PDFName.of(name),
          Encoding: 'Identity-H',
          DescendantFonts: [descendant],
          ToUnicode: packed(map),
        }),
      )
      return PDFFont.of(ref, pdf, embedder)
    },
  }
}
