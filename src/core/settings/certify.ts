import { issueCertificate } from '../../formats/trust/certificate.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import { text } from '../../lib/bytes.ts'
import type { SigningKey } from '../../lib/minisign.ts'
import type { ReadDb, WriteTx } from '../db/handles.ts'
import { refuse } from '../refuse.ts'

/** What a station asks the Dinas to sign: that this key speaks for it in this epoch. */
export interface CertificateRequest {
  readonly station: string
  readonly epoch: string
  readonly key: string
  readonly parent?: { readonly epoch: string; readonly head: string } | undefined
}

/** The request of the store's current epoch. */
export function certificateRequest(read: ReadDb): CertificateRequest {
  const row = read.get<{
    id: string
    station: string
    key: string
    parent: string | null
    parent_head: string | null
  }>(
    'SELECT e.id, e.station, e.key, e.parent, e.parent_head FROM epoch e JOIN change_counter c ON c.epoch = e.id',
  )
  if (!row) throw refuse('STORE-DAMAGED')
  const parent = row.parent && row.parent_head ? { epoch: row.parent, head: row.parent_head } : undefined
  return { station: row.station, epoch: row.id, key: row.key, ...(parent ? { parent } : {}) }
}

/** The Dinas' answer. @param serial higher than any that this root has given before */
export function certify(root: SigningKey, request: CertificateRequest, serial: number): Signed {
  return issueCertificate(root, {
    serial,
    subject: {
      kind: 'station',
      station: request.station,
      epoch: request.epoch,
      ...(request.parent ? { parent: { ...request.parent } } : {}),
    },
    key: request.key,
    purposes: ['packet', 'commit', 'state', 'bag', 'report', 'head', 'http'],
  })
}

/** Files a certificate with its epoch. */
export function fileCertificate(tx: WriteTx, epoch: string, certificate: Signed): void {
  tx.run('UPDATE epoch SET certificate = ?, certificate_signature = ? WHERE id = ?', [
    text(certificate.bytes),
    certificate.signature,
    epoch,
  ])
}
