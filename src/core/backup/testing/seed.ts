import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { newId } from '../../../formats/id.ts'
import { H0, nextHead } from '../../../formats/head/head.ts'
import { signDetached } from '../../../formats/trust/comment.ts'
import { encrypt } from '../../../lib/age.ts'
import { hex, unhex } from '../../../lib/bytes.ts'
import { packetPath, signaturePath } from '../../enrolment/index.ts'
import type { WriteTx } from '../../db/handles.ts'
import type { Station } from '../../station.ts'

/** A packet as a test knows it. */
export interface Seeded {
  readonly id: string
  readonly seq: number
  readonly path: string
  readonly sha256: string
}

/** What is seeded, in bytes. */
export interface Size {
  readonly bytes?: number
  readonly photo?: number
  /** A million of them: encrypting each takes half of the time, so one is encrypted and each of them has an end of its own. */
  readonly alike?: boolean
}

interface Sealed extends Seeded {
  readonly bytes: number
  readonly head: string
  readonly at: string
}

function encrypted(station: Station, fill: number, bytes: number): Uint8Array {
  const { recipients } = station.profile
  const to = { recipients: [recipients.datacenter, recipients.recovery] }
  return encrypt(new Uint8Array(bytes).fill(fill), to).sealed
}

/** The same file with another end: its own bytes, which no identity opens. */
function likeOne(station: Station, one: Uint8Array): Uint8Array {
  const sealed = one.slice()
  sealed.set(station.ports.random(16), sealed.length - 16)
  return sealed
}

function sealOne(station: Station, seq: number, head: string, sealed: Uint8Array): Sealed {
  const id = newId(station.ports.random)
  const at = station.ports.now().toISOString()
  const sha256 = createHash('sha256').update(sealed).digest('hex')
  const path = packetPath(station, id, at)
  const stamp = { purpose: 'packet', station: station.code, epoch: station.epoch.id, seq, id } as const
  writeFileSync(path, sealed)
  writeFileSync(signaturePath(station, id, at), signDetached(sealed, station.keys.signing, stamp))
  const next = hex(nextHead(unhex(head), { seq, id, sha256 }))
  return { id, seq, path, sha256, bytes: sealed.length, head: next, at }
}

/** Its rows, as enrolment makes them. */
function putOne(station: Station, tx: WriteTx, one: Sealed, photo: number): void {
  tx.run(
    `INSERT INTO recording (id, epoch, seq, kind, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
     VALUES (?, ?, ?, 'recording', ?, 'CONTOH', '1990-01-01', '{}', ?, 'operator', ?, ?, ?, '')`,
    [
      one.id,
      station.epoch.id,
      one.seq,
      `5${String(one.seq).padStart(15, '0')}`,
      one.at,
      one.sha256,
      one.bytes,
      one.head,
    ],
  )
  tx.run("INSERT INTO recording_photo (recording, media, bytes) VALUES (?, 'image/jpeg', ?)", [
    one.id,
    station.ports.random(photo),
  ])
  tx.run("INSERT INTO recording_status (recording, status, at, attempt) VALUES (?, 'BIO_CAPTURED', ?, 1)", [
    one.id,
    one.at,
  ])
}

/**
 * Recordings for tests of backup and restore: packets sealed to the sample recipients and signed as enrolment does, with a register
 * row, a photo and a status each. What is inside is no recording; nothing here opens it.
 */
export async function seedPackets(
  station: Station,
  count: number,
  { bytes = 2000, photo = 500, alike = false }: Size = {},
): Promise<Seeded[]> {
  const last = station.read.get<{ seq: number; head: string }>(
    'SELECT seq, head FROM recording WHERE epoch = ? ORDER BY seq DESC LIMIT 1',
    [station.epoch.id],
  )
  let head = last?.head ?? station.epoch.parentHead ?? hex(H0)
  const sealed: Sealed[] = []
  mkdirSync(dirname(packetPath(station, '', station.ports.now().toISOString())), { recursive: true })
  const first = alike ? encrypted(station, 1, bytes) : undefined
  for (let i = 0; i < count; i++) {
    const seq = (last?.seq ?? 0) + i + 1
    const file = first ? likeOne(station, first) : encrypted(station, seq % 251, bytes)
    const one = sealOne(station, seq, head, file)
    head = one.head
    sealed.push(one)
  }
  // One transaction for all: each one flushes, and writes every page that rows of random ids touched.
  await station.write.transaction((tx) => {
    for (const one of sealed) putOne(station, tx, one, photo)
  })
  return sealed.map(({ id, seq, path, sha256 }) => ({ id, seq, path, sha256 }))
}
