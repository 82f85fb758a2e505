import { letterFonts } from './fonts.ts'

let known: Promise<ReadonlySet<number>> | undefined

/**
 * Answers how the characters of a text are told that a letter's faces have no glyph for: they would come out as empty boxes. Letters are
 * Latin, with every diacritic (FACTS: new names). The faces, and what reads them (0.2 s of the core's start), are read at the first call.
 */
export async function unprintable(resources: string): Promise<(text: string) => string[]> {
  known ??= letterFonts(resources).then(async ({ regular, bold }) => {
    const { glyphCodes } = await import('./glyph-codes.ts')
    const heavy = new Set(glyphCodes(bold))
    return new Set(glyphCodes(regular).filter((code) => heavy.has(code)))
  })
  const codes = await known
  return (text) => [...new Set(text.normalize('NFC'))].filter((char) => !codes.has(char.codePointAt(0)!))
}
