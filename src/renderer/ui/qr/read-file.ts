import { refusalOf } from '../../../contract/catalogue.ts'
import { StreamRefused } from '../stream-refused.ts'
import type { QrReader } from './read-qr.ts'

/** No photograph or scan of a letter is larger. */
const MOST_BYTES = 40_000_000
/** As much as the contract takes: texts of one picture, letters of one text. */
const MOST_TEXTS = 8
const MOST_LETTERS = 8000

const refused = (code: 'SUKET-PICTURE' | 'SUKET-NO-QR') => new StreamRefused(refusalOf(code, {}))

/** What the core is asked about one picture, or one text that was pasted. */
export function asked(texts: readonly string[]): string[] {
  return texts.slice(0, MOST_TEXTS).map((text) => text.slice(0, MOST_LETTERS))
}

async function isPdf(file: Blob): Promise<boolean> {
  return (await file.slice(0, 1024).text()).includes('%PDF-')
}

/**
 * The texts of the QR codes in a picture or PDF that a person brought.
 * @throws StreamRefused SUKET-PICTURE for what cannot be read at all, SUKET-NO-QR where there is none
 */
export async function readFile(file: Blob, reader: QrReader): Promise<string[]> {
  if (file.size > MOST_BYTES) throw refused('SUKET-PICTURE')
  const texts = (await isPdf(file)) ? await readPdf(file, reader) : await reader.read(file)
  if (texts === null) throw refused('SUKET-PICTURE')
  if (texts.length === 0) throw refused('SUKET-NO-QR')
  return texts
}

async function readPdf(file: Blob, reader: QrReader): Promise<string[] | null> {
  const texts: string[] = []
  const { picturesOf } = await import('./pdf-pictures.ts')
  try {
    for await (const picture of picturesOf(new Uint8Array(await file.arrayBuffer())))
      texts.push(...((await reader.read(picture)) ?? []))
  } catch (cause) {
    // Whatever pdf.js says of a file that is no PDF, is cut or has a password.
    console.info('no PDF that can be read', cause)
    return null
  }
  return texts
}
