import { isFault } from '../../../lib/fault.ts'
import { readQr as readAny } from '../../../lib/qr/read-qr.ts'
import { refuse } from '../../refuse.ts'

const OWN: Readonly<Record<string, 'SUKET-PICTURE' | 'SUKET-NO-QR'>> = {
  'QR-UNREADABLE': 'SUKET-PICTURE',
  'QR-NONE': 'SUKET-NO-QR',
}

/**
 * The texts of the QR codes in a file that should show a letter: a PNG or JPEG, a PDF, or a file that holds the text itself. SUKET-PICTURE for what
 * cannot be read at all, SUKET-NO-QR where there is none.
 * @param patience milliseconds
 */
export async function readQr(bytes: Uint8Array, patience?: number): Promise<string[]> {
  try {
    return await readAny(bytes, patience)
  } catch (cause) {
    const own = isFault(cause) ? OWN[cause.code] : undefined
    throw own === undefined ? cause : refuse(own, {}, cause)
  }
}
