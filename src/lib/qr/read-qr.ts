import { text } from '../bytes.ts'
import { Fault, isFault } from '../fault.ts'
import { startThread } from '../thread.ts'
import { qrFile } from './picture.ts'

/** No photograph or scan of a paper is larger; what is costs memory before anybody knows what it is. */
export const QR_FILE_LIMIT = 40_000_000
const MOST_PIXELS = 120_000_000
const MOST_TEXT = 8000
const PATIENCE = 60_000

const unreadable = (cause?: unknown) => new Fault('QR-UNREADABLE', {}, { cause })

/**
 * The texts of the QR codes in a file: a PNG or JPEG, a PDF, or a file that holds the text itself. Decoded in a thread that ends
 * with it. Faults QR-UNREADABLE for what cannot be read at all, QR-NONE where there is none.
 * @param patience milliseconds
 */
export async function readQr(bytes: Uint8Array, patience = PATIENCE): Promise<string[]> {
  if (bytes.length > QR_FILE_LIMIT) throw unreadable()
  const file = qrFile(bytes)
  if (!file) throw unreadable()
  if (file.kind === 'text') return [plainText(bytes)]
  if (file.kind === 'picture' && file.width * file.height > MOST_PIXELS) throw unreadable()
  const texts = await decode(file.kind, bytes, patience)
  if (texts.length === 0) throw new Fault('QR-NONE')
  return texts
}

function plainText(bytes: Uint8Array): string {
  const found = textOf(bytes).trim()
  if (found === '') throw new Fault('QR-NONE')
  // Whatever is longer is no QR's text; what it is will be said of its beginning.
  return found.slice(0, MOST_TEXT)
}

function textOf(bytes: Uint8Array): string {
  try {
    return text(bytes)
  } catch (cause) {
    throw isFault(cause) ? unreadable(cause) : cause
  }
}

async function decode(task: 'pdf' | 'picture', bytes: Uint8Array, patience: number): Promise<string[]> {
  const thread = startThread(new URL('./read-qr.worker.ts', import.meta.url))
  const alarm = setTimeout(() => void thread.close(), patience)
  try {
    return await thread.run<string[]>(task, bytes)
  } catch (cause) {
    if (isFault(cause)) throw cause
    throw unreadable(cause)
  } finally {
    clearTimeout(alarm)
    await thread.close()
  }
}
