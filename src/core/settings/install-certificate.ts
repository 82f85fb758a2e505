import { readCertificate } from '../../formats/trust/certificate.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import { trustFrom } from '../../formats/trust/trust.ts'
import { text } from '../../lib/bytes.ts'
import { parsePublicKey } from '../../lib/minisign.ts'
import { type Acting, recordAct } from '../audit/index.ts'
import type { ReadDb, WriteTx } from '../db/handles.ts'
import { localValue } from '../db/local.ts'
import { refuse } from '../refuse.ts'
import type { LiveStation } from './open-station.ts'

function judge(read: ReadDb, signed: Signed): { epoch: string; serial: number } {
  const { subject, key, serial } = readCertificate(signed.bytes)
  const trust = trustFrom(parsePublicKey(localValue(read, 'root') ?? ''), [signed])
  if (subject.kind !== 'station' || trust.accepted.length !== 1)
    throw refuse('CERTIFICATE-UNTRUSTED', { why: trust.rejected[0]?.why ?? subject.kind })
  const row = read.get<{ station: string; key: string; certificate: string | null }>(
    'SELECT station, key, certificate FROM epoch WHERE id = ?',
    [subject.epoch],
  )
  if (row?.station !== subject.station || row.key !== key)
    throw refuse('CERTIFICATE-UNTRUSTED', { why: 'another station, epoch or key' })
  return { epoch: subject.epoch, serial }
}

/**
 * Files the Dinas' certificate with the epoch it speaks of. Fault CERTIFICATE-UNTRUSTED where the pinned root did not sign it, or
 * where it is for another station, epoch or key.
 */
export function fileCertificate(tx: WriteTx, by: Acting, signed: Signed): void {
  const { epoch, serial } = judge(tx, signed)
  tx.run('UPDATE epoch SET certificate = ?, certificate_signature = ? WHERE id = ?', [
    text(signed.bytes),
    signed.signature,
    epoch,
  ])
  recordAct(tx, by, 'station.certified', epoch, { serial })
}

/** fileCertificate on an open station, which counts as certified from then on. */
export async function installCertificate(station: LiveStation, signed: Signed): Promise<void> {
  await station.write.transaction((tx) => fileCertificate(tx, station, signed))
  station.reload()
  station.changed('settings')
}
