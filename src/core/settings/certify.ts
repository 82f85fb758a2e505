import { type CertificateRequest, decodeRequest, encodeRequest } from '../../formats/request/request.ts'
import { issueCertificate } from '../../formats/trust/certificate.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import type { SigningKey } from '../../lib/minisign.ts'
import type { ReadDb } from '../db/handles.ts'
import { refuse } from '../refuse.ts'

interface EpochRow {
  id: string
  station: string
  key: string
  parent: string | null
  parent_head: string | null
}

/** The request of the store's current epoch, as it is carried to the Dinas. */
export function certificateRequest(read: ReadDb): Uint8Array {
  const row = read.get<EpochRow>(
    'SELECT e.id, e.station, e.key, e.parent, e.parent_head FROM epoch e JOIN change_counter c ON c.epoch = e.id',
  )
  if (!row) throw refuse('STORE-DAMAGED')
  const parent = row.parent && row.parent_head ? { parent: { epoch: row.parent, head: row.parent_head } } : {}
  return encodeRequest({ station: row.station, epoch: row.id, key: row.key, ...parent })
}

/**
 * What the Dinas does with a request: certifies that this key speaks for the station in this epoch.
 * @param serial higher than any that this root has given before
 */
export function certify(root: SigningKey, request: Uint8Array | CertificateRequest, serial: number): Signed {
  const { station, epoch, key, parent } = request instanceof Uint8Array ? decodeRequest(request) : request
  return issueCertificate(root, {
    serial,
    subject: { kind: 'station', station, epoch, ...(parent ? { parent } : {}) },
    key,
    purposes: ['packet', 'commit', 'state', 'bag', 'report', 'head', 'http'],
  })
}
