import type { AmendmentRecord } from '../amendment/amendment.ts'
import { utf8 } from '../../lib/bytes.ts'
import type { HeadStatement } from '../head/signed-head.ts'
import type { PacketInput } from '../packet/packet.ts'
import type { PacketMember } from '../packet/members.ts'
import type { ReceiptFields } from '../receipt/receipt.ts'
import { keyIdText } from '../trust/comment.ts'
import { CENTRE, EPOCH, RECOVERY, sampleId, STATION, STATION_KEY } from './sample.ts'

/** Sample documents, the same in every run. No person, no real number. */

export const HEAD_STATEMENT: HeadStatement = {
  station: STATION,
  epoch: EPOCH,
  seq: 12,
  id: sampleId(1),
  head: '5a'.repeat(32),
}

export const REVOCATION = {
  serial: 9,
  keyId: keyIdText(STATION_KEY.keyId),
  after: 5000,
  reason: 'CONTOH: PC dicuri',
}

function member(name: string, media: string, data: string | Uint8Array): PacketMember {
  return { name, media, data: typeof data === 'string' ? utf8(data) : data }
}

const noise = (n: number) => Uint8Array.from({ length: 700 + n }, (_, i) => (i * i * 7 + n) % 251)

const MEMBERS: Record<PacketInput['kind'], PacketMember[]> = {
  recording: [
    member('audit.ndjson', 'application/x-ndjson', '{"seq":1,"act":"recording.seal"}\n'),
    member('biodata.json', 'application/json', '{"name":"CONTOH SATU"}\n'),
    member('photo.jpg', 'image/jpeg', noise(1)),
    member('photo-original.png', 'image/png', noise(2)),
    member('signature.png', 'image/png', noise(3)),
    member('signature.json', 'application/json', '[]\n'),
    member('finger-left-index.png', 'image/png', noise(4)),
    member('finger-left-index-2.png', 'image/png', noise(5)),
    member('iris-left.png', 'image/png', noise(6)),
    member('document-kk.jpg', 'image/jpeg', noise(7)),
    member('capture.json', 'application/json', '{"device":"CONTOH"}\n'),
  ],
  amendment: [member('amendment.json', 'application/json', '{"reason":"CONTOH"}\n')],
  canary: [member('canary.json', 'application/json', '{"canary":"CONTOH"}\n')],
}

/** A packet of each kind, ready to be sealed. */
export function samplePacket(
  kind: PacketInput['kind'] = 'recording',
  over: Partial<PacketInput> = {},
): PacketInput {
  return {
    id: sampleId(1),
    station: STATION,
    epoch: EPOCH,
    seq: 12,
    kind,
    ...(kind === 'recording' ? { supersedes: sampleId(2) } : {}),
    ...(kind === 'amendment' ? { amends: sampleId(2) } : {}),
    // Whoever seals a packet may wipe its plaintext: each gets bytes of its own.
    members: MEMBERS[kind].map((one) => ({ ...one, data: one.data.slice() })),
    recipients: [CENTRE, RECOVERY],
    key: STATION_KEY,
    ...over,
  }
}

export const RECEIPT: ReceiptFields = {
  serial: 12,
  site: 'mmu',
  packet: sampleId(1),
  sha256: 'a5'.repeat(32),
  attempt: 1,
  grade: 'central',
  verdict: 'RECEIVED_AT_CENTRAL',
  at: '2026-11-23T10:00:00.000+07:00',
}

export const AMENDMENT: AmendmentRecord = {
  kind: 'correction',
  amends: sampleId(7),
  sha256: 'ab'.repeat(32),
  reason: 'CONTOH: salah ketik',
  at: '2026-11-23T02:00:00.000Z',
  by: 'contoh',
  role: 'operator',
  changes: [{ field: 'nama', old: 'CONTOH SATU', new: 'CONTOH SATOE' }],
}
