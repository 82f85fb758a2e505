import { signReceipt } from '../formats/receipt/receipt.ts'
import type { Grade } from '../formats/trust/certificate.ts'
import { text } from '../lib/bytes.ts'
import type { SigningKey } from '../lib/minisign.ts'
import { nextSerial, putReport, type StoredReceipt } from './registry/reports.ts'
import type { SqlTx } from './store/sql.ts'

export interface ToSay {
  readonly packet: string
  readonly sha256: string
  readonly attempt: number
  readonly station: string
  readonly grade: Grade
  readonly verdict: string
  readonly at: string
  readonly term: number
}

/** Signs and keeps one receipt of this site, in the caller's transaction. */
export type Give = (tx: SqlTx, say: ToSay) => Promise<StoredReceipt>

export function giver(site: string, key: SigningKey, now: () => Date): Give {
  return async (tx, { station, term, ...say }) => {
    const serial = await nextSerial(tx, site)
    const signed = signReceipt({ serial, site, ...say }, key)
    const receipt = { serial, bytes: text(signed.bytes), signature: signed.signature }
    await putReport(tx, { site, station, term, ...say, ...receipt }, now())
    return receipt
  }
}
