import fontkit from '@pdf-lib/fontkit'

/** Latin with all its diacritics (Latin-1, Extended-A and -B, Additional), combining marks, and the signs that texts use. */
const BLOCKS = [
  [0x20, 0x7e],
  [0xa0, 0x24f],
  [0x300, 0x36f],
  [0x1e00, 0x1eff],
  [0x2010, 0x2044],
  [0x20ac, 0x20ac],
  [0x2116, 0x2116],
] as const
/** Whether letters may have this character. */
export const wanted = (code: number) => BLOCKS.some(([from, to]) => code >= from && code <= to)

/** The characters that letters may have of a TrueType file. */
export function glyphCodes(data: Uint8Array): number[] {
  return fontkit.create(data).characterSet.filter(wanted)
}
