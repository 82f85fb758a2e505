import { isRefusalCode } from '../../../contract/catalogue.ts'
import { isOfBag } from '../../../contract/upload.ts'

/** Words of its own that a packet in the work list has; undefined where the code's own in the catalogue speak of it. */
export function workWordsOf(
  code: string,
):
  | 'PACKET-CONFLICT'
  | 'carried'
  | 'bag'
  | 'TRUST'
  | 'UPLOAD-NO-RECEIPT'
  | 'missing'
  | 'damaged'
  | 'other'
  | undefined {
  if (code === 'PACKET-CONFLICT' || code === 'UPLOAD-NO-RECEIPT') return code
  if (code === 'BAG-DAMAGED' || code === 'BAG-MISSING') return 'carried'
  if (isOfBag(code)) return 'bag'
  if (code === 'FILE-MISSING') return 'missing'
  if (code === 'PACKET-HASH') return 'damaged'
  if (/^(?:TRUST|SIGNATURE)-/.test(code)) return 'TRUST'
  return isRefusalCode(code) ? undefined : 'other'
}

/** Whether the file here is what is wrong: a backup disk has it. */
export function isDamageHere(code: string): boolean {
  return code === 'FILE-MISSING' || code === 'PACKET-HASH'
}
