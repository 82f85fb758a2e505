import { text } from '../../../lib/bytes.ts'
import { isFault } from '../../../lib/fault.ts'
import { refuse } from '../../refuse.ts'
import { startThread } from '../../../lib/thread.ts'
import { qrFile } from './picture.ts'

/** No photograph or scan of a letter is larger; what is costs memory before anybody knows what it is. */
const MOST_BYTES = 40_000_000
const MOST_PIXELS = 120_000_000
const MOST_TEXT = 8000
const PATIENCE = 60_000

/**
 * The texts of the QR codes in a file: a PNG or JPEG, a PDF, or a file that holds the text itself. Decoded in a thread that ends
 * with it. SUKET-PICTURE for what cannot be read at all, SUKET-NO-QR where there is none.
 */
export async function readQr(bytes: Uint8Array, patience = PATIENCE): Promise<string[]> {
  if (bytes.length > MOST_BYTES) throw refuse('SUKET-PICTURE')
  const file = qrFile(bytes)
  if (!file) throw refuse('SUKET-PICTURE')
  if (file.kind === 'text') return [plainText(bytes)]
  if (file.kind === 'picture' && file.width * file.height > MOST_PIXELS) throw refuse('SUKET-PICTURE')
  const texts = await decode(file.kind, bytes, patience)
  if (texts.length === 0) throw refuse('SUKET-NO-QR')
  return texts
}

function plainText(bytes: Uint8Array): string {
  const found = textOf(bytes).trim()
  if (found === '') throw refuse('SUKET-NO-QR')
  // Whatever is longer is no QR's text; what it is will be said of its beginning.
  return found.slice(0, MOST_TEXT)
}

function textOf(bytes: Uint8Array): string {
  try {
    return text(bytes)
  } catch (cause) {
    throw isFault(cause) ? refuse('SUKET-PICTURE', {}, cause) : cause
  }
}

async function decode(task: 'pdf' | 'picture', bytes: Uint8Array, patience: number): Promise<string[]> {
  const thread = startThread(new URL('./read-qr.worker.ts', import.meta.url))
  const alarm = setTimeout(() => void thread.close(), patience)
  try {
    return await thread.run<string[]>(task, bytes)
  } catch (cause) {
    if (isFault(cause)) throw cause
    throw refuse('SUKET-PICTURE', {}, cause)
  } finally {
    clearTimeout(alarm)
    await thread.close()
  }
}
