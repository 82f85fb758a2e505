import { verify } from 'node:crypto'
import { allows, certificateKey, certificateKeyId } from '../formats/trust/certificate.ts'
import { parseStamp, type Stamp } from '../formats/trust/comment.ts'
import { holdAgainst, type Trust } from '../formats/trust/trust.ts'
import { concat, utf8 } from '../lib/bytes.ts'
import { Fault } from '../lib/fault.ts'
import { keyIdText, parseSignature } from '../lib/minisign.ts'
import { publicKeyOf } from '../lib/minisign-keys.ts'

/** A packet's stamp: nothing in it is optional. */
export type WholeStamp = Required<Stamp>

/** Fault TRUST-STAMP {field} when the stamp leaves something out. */
export function wholeStamp(stamp: Stamp): WholeStamp {
  const { purpose, station, epoch, seq, id } = stamp
  if (station === undefined || epoch === undefined || seq === undefined || id === undefined) {
    throw new Fault('TRUST-STAMP', { field: 'id' })
  }
  return { purpose, station, epoch, seq, id }
}

/**
 * What an announced signature says, before the bytes are there: minisign signs the trusted comment on its own, so that who sealed which
 * packet is certain, and a stranger's costs no transfer. Faults SIGNATURE-*, TRUST-UNKNOWN-KEY, TRUST-PURPOSE, TRUST-STAMP,
 * TRUST-REVOKED.
 */
export function announcedStamp(spelt: string, trust: Trust): WholeStamp {
  const { keyId: id, signature, trustedComment, globalSignature } = parseSignature(spelt)
  const keyId = keyIdText(id)
  const found = trust.accepted.filter(
    (certificate) => certificateKeyId(certificate) === keyId && allows(certificate, 'packet'),
  )
  if (found.length === 0) throw new Fault('TRUST-UNKNOWN-KEY', { keyId })
  const said = concat(signature, utf8(trustedComment))
  const signer = found.find((certificate) =>
    verify(null, said, publicKeyOf(certificateKey(certificate)), globalSignature),
  )
  if (!signer) throw new Fault('SIGNATURE-BAD', { keyId, what: 'comment' })
  const stamp = wholeStamp(parseStamp(trustedComment))
  const { subject } = signer
  const own = subject.kind === 'station' ? { station: subject.station, epoch: subject.epoch } : {}
  holdAgainst(stamp, { purpose: 'packet', ...own })
  const revoked = trust.revocations.find((revocation) => revocation.keyId === keyId)
  if (revoked && stamp.seq > revoked.after) {
    throw new Fault('TRUST-REVOKED', { keyId, after: revoked.after })
  }
  return stamp
}
