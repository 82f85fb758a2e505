import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { newId } from '../../formats/id.ts'
import type { PacketMember } from '../../formats/packet/members.ts'
import { sealPacket, type SealedPacket } from '../../formats/packet/packet.ts'
import { utf8 } from '../../lib/bytes.ts'
import { encodeBiodata } from '../enrolment/seal/members.ts'
import { chainEnd } from '../enrolment/seal/chain.ts'
import { packetPath, signaturePath } from '../enrolment/seal/paths.ts'
import { insertRecording } from '../enrolment/seal/record.ts'
import type { Station } from '../station.ts'
import { sampleJpeg } from './images.ts'
import { sampleBiodata } from './sample-people.ts'

export interface SeedOptions {
  /** About how many bytes each packet has; 20,000 unless told, at least 3,000. */
  readonly bytes?: number
  /** The first person's number; so that a second call records other people. 1 unless told. */
  readonly from?: number
}

/** Recordings per transaction. */
const BATCH = 200

/** What a packet has besides the finger: tar, manifest, biodata, age. */
const OVERHEAD = 6500

interface Seed {
  readonly n: number
  readonly id: string
  readonly at: string
  readonly packet: SealedPacket
}

/**
 * Makes `n` real sealed recordings fast: packets that open, signatures that verify, a valid head chain, photo, status, audit and changes;
 * only the proof by reading back and the fsync per file are left out. Answers the ids in order.
 */
export async function seedRecordings(
  station: Station,
  n: number,
  options: SeedOptions = {},
): Promise<string[]> {
  const { bytes = 20_000, from = 1 } = options
  const photo = sampleJpeg(90, 120)
  const ids: string[] = []
  while (ids.length < n) {
    const first = chainEnd(station.read, station.epoch).seq + 1
    const count = Math.min(BATCH, n - ids.length)
    const seeds = Array.from({ length: count }, (_, i) =>
      seal(station, from + ids.length + i, first + i, Math.max(0, bytes - OVERHEAD)),
    )
    await station.write.transaction((tx) => {
      for (const { n: person, id, at, packet } of seeds) {
        const { sha256, bytes: sealed, manifest } = packet
        insertRecording(tx, station, {
          id,
          seq: manifest.seq,
          sealedAt: at,
          operator: station.actor.account,
          supersedes: null,
          biodata: sampleBiodata(person),
          proven: { sha256, bytes: sealed.length, via: 'cache' },
          photo,
        })
      }
    })
    ids.push(...seeds.map(({ id }) => id))
  }
  station.changed('enrolment')
  return ids
}

function seal(station: Station, n: number, seq: number, captureBytes: number): Seed {
  const { code, epoch, profile, keys, ports } = station
  const id = newId(ports.random)
  const at = ports.now().toISOString()
  const packet = sealPacket({
    id,
    station: code,
    epoch: epoch.id,
    seq,
    kind: 'recording',
    members: membersOf(n, captureBytes),
    recipients: [profile.recipients.datacenter, profile.recipients.recovery],
    key: keys.signing,
  })
  const path = packetPath(station, id, at)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, packet.bytes)
  writeFileSync(signaturePath(station, id, at), packet.signature)
  return { n, id, at, packet }
}

/** Bytes that do not compress and differ from person to person stand for the captures. */
function membersOf(n: number, captureBytes: number): PacketMember[] {
  const noise = new Uint8Array(captureBytes)
  let state = (n * 2654435761 + 7) >>> 0
  for (let at = 0; at < noise.length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    noise[at] = state >>> 24
  }
  // As the images of the simulated scanner say whose finger they show.
  noise.set(utf8(`tEXtrekam-finger\0contoh-${n}-right-index`).subarray(0, noise.length))
  return [
    { name: 'biodata.json', media: 'application/json', data: encodeBiodata(sampleBiodata(n)) },
    { name: 'finger-right-index.png', media: 'image/png', data: noise },
    {
      name: 'capture.json',
      media: 'application/json',
      data: utf8('{"format":"rekam-capture","version":1}\n'),
    },
  ]
}
