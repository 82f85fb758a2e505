import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../formats/id.ts'
import { decodeCommit } from '../../formats/commit/commit.ts'
import { readTar } from '../../lib/tar.ts'
import { isSigned, mendSignature, ownSigners, type SealedPacket, signaturePath } from '../enrolment/index.ts'
import type { Volume } from '../ports.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { absentPackets, lookForPackets } from './absent.ts'
import { runBackup } from './backup.ts'
import { handsHere } from './engine/hands.ts'
import { pairDisk } from './pair.ts'
import { inDisk, plugFolder } from './testing/desk.ts'
import { seedPackets, type Seeded } from './testing/seed.ts'

let on: TestStation
let disk: Volume
let packets: Seeded[]
beforeEach(async () => {
  on = await openTestStation()
  disk = plugFolder(on)
  await pairDisk(on.station, { mount: disk.mount, kind: 'desk', label: 'MEJA', place: '' })
  packets = await seedPackets(on.station, 4)
})
afterEach(() => on.close())

const backup = () => runBackup(on.station, disk.mount, { hands: () => handsHere() })
const signatureOf = (n: number) => `${packets[n]!.path}.minisig`
const copied = () => on.station.read.all<{ packet: string }>('SELECT packet FROM copy').map((c) => c.packet)
const remade = () =>
  on.station.read
    .all<{ subject: string }>("SELECT subject FROM audit WHERE act = 'recording.signature-remade'")
    .map(({ subject }) => subject)
const onDisk = (sequence: number) => {
  const folder = inDisk(disk, on.station.code, '202611')
  return {
    members: new Map(
      readTar(readFileSync(`${folder}/S000000${sequence}.TAR`)).map(({ name, data }) => [name, data]),
    ),
    volume: decodeCommit(readFileSync(`${folder}/C000000${sequence}.JSN`)).volumes[0],
  }
}
/** One bit of a file is another, its length and name the same. */
function rot(path: string, at: number): void {
  const bytes = readFileSync(path)
  bytes[at % bytes.length]! ^= 1
  writeFileSync(path, bytes)
}
function packetAt(n: number): SealedPacket {
  return on.station.read.get<SealedPacket>('SELECT * FROM recording WHERE id = ?', [packets[n]!.id])!
}
/** As if another epoch of the station had sealed a packet: its key went with its computer. */
async function asOfBefore(n: number): Promise<void> {
  const before = newId(on.ports.random)
  await on.station.write.transaction((tx) => {
    tx.run(
      `INSERT INTO epoch (id, position, station, started_at, key) SELECT ?, 0, station, started_at, key FROM epoch`,
      [before],
    )
    tx.run('UPDATE recording SET epoch = ? WHERE id = ?', [before, packets[n]!.id])
  })
}

describe('a signature that rotted on this computer', () => {
  test('is made again, byte for byte, and the disk gets the sound one in the same run', async () => {
    const sound = readFileSync(signatureOf(1))
    rot(signatureOf(1), 120)
    expect(await backup()).toMatchObject({ packets: 4 })
    expect(readFileSync(signatureOf(1))).toEqual(sound)
    const { members, volume } = onDisk(2)
    expect(Buffer.from(members.get(`${packets[1]!.id}.rkp.minisig`)!)).toEqual(sound)
    expect(volume?.signed).toBe(true)
    expect(remade()).toEqual([packets[1]!.id])
    expect(absentPackets(on.station.read).count).toBe(0)
  })

  test('and is longer now than any signature is made again too', async () => {
    const sound = readFileSync(signatureOf(1))
    writeFileSync(signatureOf(1), Buffer.concat([sound, Buffer.alloc(1 << 20, 'x')]))
    expect(await backup()).toMatchObject({ packets: 4 })
    expect(Buffer.from(onDisk(2).members.get(`${packets[1]!.id}.rkp.minisig`)!)).toEqual(sound)
    expect(remade()).toEqual([packets[1]!.id])
  })

  test('of many packets takes two tries and not one for each', async () => {
    for (const n of packets.keys()) rot(signatureOf(n), 150)
    expect(await backup()).toMatchObject({ packets: 4, sequence: 2 })
    expect(remade()).toHaveLength(4)
  })

  test('is not made again over bytes that are not those of the register: nothing is signed that was not sealed', async () => {
    rot(signatureOf(2), 120)
    rot(packets[2]!.path, 300)
    const before = readFileSync(signatureOf(2))
    expect(await backup()).toMatchObject({ packets: 3 })
    expect(readFileSync(signatureOf(2))).toEqual(before)
    expect(copied()).not.toContain(packets[2]!.id)
    expect(absentPackets(on.station.read).count).toBe(1)
  })

  test('of an epoch whose key is gone is left, said as missed, and goes along once its file is back', async () => {
    const sound = readFileSync(signatureOf(0))
    await asOfBefore(0)
    expect(await mendSignature(on.station, packetAt(0))).toBe('unsigned')
    expect(await backup()).toMatchObject({ packets: 3 })
    expect(absentPackets(on.station.read).count).toBe(1)
    expect(readFileSync(signatureOf(0))).toEqual(sound)
    await on.station.write.transaction((tx) =>
      tx.run('UPDATE recording SET epoch = ? WHERE id = ?', [on.station.epoch.id, packets[0]!.id]),
    )
    await backup()
    expect(copied()).toContain(packets[0]!.id)
    expect(absentPackets(on.station.read).count).toBe(0)
  })
})

test('a signature that went is made again before its packet is said to be missed, and the next run takes it', async () => {
  const sound = readFileSync(signatureOf(3))
  rmSync(signatureOf(3))
  expect(await lookForPackets(on.station)).toBe(0)
  expect(readFileSync(signatureOf(3))).toEqual(sound)
  expect(statSync(signatureOf(3)).mode & 0o777).toBe(0o600)
  rmSync(signatureOf(3))
  await backup()
  expect(readFileSync(signatureOf(3))).toEqual(sound)
  await backup()
  expect(copied()).toHaveLength(4)
})

test('any bit of signature, stamp and key that is another is told', () => {
  const packet = packetAt(1)
  const sound = readFileSync(signaturePath(on.station, packet.id, packet.sealed_at))
  const by = { station: on.station.code, signers: ownSigners(on.station) }
  const proven = sound.indexOf('\n') + 1
  expect(isSigned(sound, packet, by)).toBe(true)
  fc.assert(
    fc.property(fc.integer({ min: proven, max: sound.length - 1 }), fc.nat(7), (at, bit) => {
      const bent = Buffer.from(sound)
      bent[at]! ^= 1 << bit
      expect(isSigned(bent, packet, by)).toBe(false)
    }),
  )
  for (const other of [{ id: packets[0]!.id }, { seq: 9 }]) {
    expect(isSigned(sound, { ...packet, ...other }, by)).toBe(false)
  }
  expect(isSigned(sound, packet, { ...by, station: 'LAIN01' })).toBe(false)
  expect(isSigned(sound, { ...packet, epoch: packets[0]!.id }, by)).toBe(true)
})
