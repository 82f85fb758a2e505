import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { decodeCommit, signCommit } from '../../formats/commit/commit.ts'
import { newId } from '../../formats/id.ts'
import { encodeBundle } from '../../formats/trust/bundle.ts'
import { signDetached } from '../../formats/trust/comment.ts'
import { issueRevocation } from '../../formats/trust/revocation.ts'
import { writeVolume, type VolumeItem } from '../../formats/volume/write.ts'
import { encrypt } from '../../lib/age.ts'
import { concat, hex, utf8 } from '../../lib/bytes.ts'
import { sha256 } from '../../lib/hash.ts'
import { generateSigningKey, keyIdText, type SigningKey } from '../../lib/minisign.ts'
import { packTar } from '../../lib/tar.ts'
import { nodeDisk } from '../backup/index.ts'
import { seedPackets } from '../backup/testing/seed.ts'
import { packetPath } from '../enrolment/index.ts'
import { planRestore } from './plan.ts'
import { readSources } from './sources.ts'
import {
  backUp,
  openRestored,
  pairNew,
  restoreInto,
  type Restored,
  type Rig,
  rigWith,
  sourceOf,
} from './testing/rig.ts'

let rig: Rig
const opened: Restored[] = []
beforeEach(async () => {
  rig = await rigWith([3, 2])
})
afterEach(async () => {
  for (const { store } of opened.splice(0)) store.close()
  await rig.on.close()
})

const month = (mount = rig.disk.mount) => join(mount, 'REKAM', '5272-01-A', '202611')

async function restored(name: string, disks = [rig.disk.mount]): Promise<Restored> {
  const result = await restoreInto(rig, name, { disks })
  const one = { ...(await openRestored(rig, name)), result }
  opened.push(one)
  return one
}

function change(path: string, edit: (bytes: Buffer) => void): void {
  const bytes = readFileSync(path)
  edit(bytes)
  writeFileSync(path, bytes)
}

const flip = (at: number) => (bytes: Buffer) => {
  bytes[at] = (bytes[at] ?? 0) ^ 1
}

async function another(): Promise<string> {
  const { mount } = await pairNew(rig.on, 'DISK B')
  await backUp(rig.on, (await rig.on.ports.volumes.at(mount))!)
  return mount
}

/** A volume with these members, as anybody can write one. */
async function volumeOf(items: VolumeItem[], sequence: number) {
  const marker = JSON.parse(readFileSync(join(rig.disk.mount, 'REKAM', 'DISK.JSN'), 'utf8')) as {
    disk: string
  }
  const meta = { station: '5272-01-A', disk: marker.disk, sequence, previous: null }
  const stream = writeVolume(items, meta)
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return { bytes: concat(...chunks), result: stream.result, disk: marker.disk }
}

function packetItems(key: SigningKey, id: string, seq: number): VolumeItem[] {
  const { recipients } = rig.on.station.profile
  const { sealed } = encrypt(utf8(`forged ${id}`), { recipients: [recipients.datacenter] })
  const { code, epoch } = rig.on.station
  const signature = utf8(
    signDetached(sealed, key, { purpose: 'packet', station: code, epoch: epoch.id, seq, id }),
  )
  return [
    { name: `${id}.rkp`, kind: 'packet', bytes: sealed.length, data: sealed },
    { name: `${id}.rkp.minisig`, kind: 'signature', bytes: signature.length, data: signature },
  ]
}

test('a flipped bit costs one packet, which is named; the state in the same volume is still proven by its index', async () => {
  change(join(month(), 'S0000001.TAR'), flip(700))
  const { result } = await restored('alone')
  expect(result).toMatchObject({ packets: 4, state: { recordings: 5 }, newestHead: 'known' })
  expect(result.missing).toEqual([rig.packets[0]?.id])
  expect(result.absent).toMatchObject([
    { by: 'register', seq: 1, damagedIn: expect.stringContaining('S0000001.TAR') },
  ])
  expect(result.damaged).toMatchObject([{ path: expect.stringContaining('S0000001.TAR') }])
  const mount = await another()
  const { result: both } = await restored('together', [rig.disk.mount, mount])
  expect(both).toMatchObject({ packets: 5, missing: [], newestHead: 'known' })
})

test('where the only snapshot is hurt nothing is restored halfway, and the person hears how much is whole', async () => {
  const volume = join(month(), 'S0000001.TAR')
  const at = readFileSync(volume).indexOf('STATE001.AGE') + 512 + 900
  change(volume, flip(at))
  await expect(restoreInto(rig, 'alone')).rejects.toMatchObject({
    code: 'RESTORE-NO-STATE',
    params: { packets: 5 },
  })
  const mount = await another()
  const { result } = await restored('together', [rig.disk.mount, mount])
  expect(result).toMatchObject({ packets: 5, missing: [], newestHead: 'known' })
})

test('where the log is hurt, its packets come without register lines', async () => {
  const volume = join(month(), 'S0000002.TAR')
  const at = readFileSync(volume).indexOf('CHANGES.AGE') + 512 + 900
  change(volume, flip(at))
  const { result, station } = await restored('salvage')
  expect(result).toMatchObject({ packets: 5, state: { recordings: 3 }, newestHead: 'unknown' })
  const lost = "SELECT count(*) AS n FROM recording WHERE name = '(REGISTER HILANG)'"
  expect(station.read.get<{ n: number }>(lost)?.n).toBe(2)
})

test('a packet that nothing but the index of a damaged volume speaks of is named too', async () => {
  const volume = join(month(), 'S0000002.TAR')
  const log = readFileSync(volume).indexOf('CHANGES.AGE') + 512 + 900
  change(volume, flip(log))
  change(volume, flip(700))
  const source = sourceOf(rig, { list: true })
  const plan = await planRestore(nodeDisk, await readSources(source), () => undefined)
  const lost = plan.absent.filter(({ by }) => by === 'disk')
  expect(lost).toMatchObject([{ name: null, damagedIn: expect.stringContaining('S0000002.TAR') }])
  const ids = rig.packets.map(({ id }) => id)
  expect(new Set([...plan.sound, lost[0]?.id])).toEqual(new Set(ids))
})

test.each([
  [
    'the index of the second volume',
    (folder: string) =>
      change(join(folder, 'S0000002.TAR'), (b) => b.fill(0, b.length - 2500, b.length - 1024)),
  ],
  [
    'the commit of the second volume',
    (folder: string) => {
      for (const end of ['JSN', 'BAK', 'SIG']) rmSync(join(folder, `C0000002.${end}`))
    },
  ],
  ['one signature', (folder: string) => rmSync(join(folder, 'C0000002.SIG'))],
])('without %s all packets are still found', async (_, hurt) => {
  hurt(month())
  const { result } = await restored('hurt')
  expect(result).toMatchObject({ packets: 5, state: { recordings: 3 }, quarantined: [] })
})

test.each([
  ['a commit speaks of', []],
  ['no commit speaks of', ['C0000002.JSN', 'C0000002.BAK']],
])('a volume that %s gives its packets where it was made longer without end', async (_, without) => {
  for (const name of without) rmSync(join(month(), name))
  truncateSync(join(month(), 'S0000002.TAR'), 2 ** 42)
  const plan = await planRestore(nodeDisk, await readSources(sourceOf(rig)), () => undefined)
  expect(plan.packets).toBe(5)
})

test.each([
  ['statement', 'C0000002.JSN'],
  ['copy', 'C0000002.BAK'],
])('a damaged %s costs nothing', async (_, name) => {
  change(join(month(), name), flip(50))
  const { result } = await restored('copy')
  expect(result).toMatchObject({ packets: 5, missing: [], newestHead: 'known' })
})

test('a volume and a commit of a stranger are not believed', async () => {
  const stranger = generateSigningKey()
  const forged = newId(rig.on.ports.random)
  const { bytes, result, disk } = await volumeOf(packetItems(stranger, forged, 6), 3)
  const folder = month()
  writeFileSync(join(folder, 'S0000003.TAR'), bytes)
  const last = decodeCommit(readFileSync(join(folder, 'C0000002.JSN')))
  const { format: _format, version: _version, keyId: _key, ...fields } = last
  const { indexOffset: offset, indexBytes } = result
  const volume = {
    name: '202611/S0000003.TAR',
    bytes: bytes.length,
    sha256: result.sha256,
    count: 1,
    index: { offset, bytes: indexBytes },
  }
  const commit = signCommit({ ...fields, disk, sequence: 3, volumes: [volume] }, stranger)
  writeFileSync(join(folder, 'C0000003.JSN'), commit.bytes)
  writeFileSync(join(folder, 'C0000003.BAK'), commit.bytes)
  writeFileSync(join(folder, 'C0000003.SIG'), commit.signature)
  const plan = await restored('forged')
  expect(plan.result).toMatchObject({ packets: 5, missing: [], newestHead: 'known' })
  expect(plan.result.damaged).toMatchObject([{ path: expect.stringContaining('C0000003.JSN') }])
  expect(plan.station.read.get('SELECT 1 FROM recording WHERE id = ?', [forged])).toBeUndefined()
})

test('state that a stranger sealed to the right recipient is not believed', async () => {
  const { recipients, keys } = { recipients: rig.on.station.profile.recipients, keys: rig.on.station.keys }
  const { sealed } = encrypt(utf8('forged'), { recipients: [keys.stateRecipient, recipients.recovery] })
  const { bytes } = await volumeOf(
    [{ name: 'STATE001.AGE', kind: 'state', bytes: sealed.length, data: sealed }],
    2,
  )
  writeFileSync(join(month(), 'S0000002.TAR'), bytes)
  const { result } = await restored('forged state')
  expect(result).toMatchObject({ packets: 3, state: { recordings: 3 } })
  expect(result.damaged.map(({ path }) => path)).toContainEqual(expect.stringContaining('S0000002.TAR'))
})

test('what a commit says of a packet with a true signature counts as long as its key does, and into quarantine', async () => {
  const known = rig.packets[0]!
  const sealed = readFileSync(known.path).subarray(0, 200)
  const signature = readFileSync(`${known.path}.minisig`)
  const { bytes, result, disk } = await volumeOf(
    [
      { name: `${known.id}.rkp`, kind: 'packet', bytes: sealed.length, data: sealed },
      { name: `${known.id}.rkp.minisig`, kind: 'signature', bytes: signature.length, data: signature },
    ],
    3,
  )
  const folder = month()
  writeFileSync(join(folder, 'S0000003.TAR'), bytes)
  const { indexOffset: offset, indexBytes } = result
  const index = {
    offset,
    bytes: indexBytes,
    sha256: hex(sha256(bytes.subarray(offset, offset + indexBytes))),
  }
  const volume = { name: '202611/S0000003.TAR', bytes: bytes.length, sha256: result.sha256, count: 1, index }
  const last = decodeCommit(readFileSync(join(folder, 'C0000002.JSN')))
  const { format: _format, version: _version, keyId: _key, ...fields } = last
  const { signing } = rig.on.station.keys
  const commit = signCommit({ ...fields, disk, sequence: 3, changes: null, volumes: [volume] }, signing)
  writeFileSync(join(folder, 'C0000003.JSN'), commit.bytes)
  writeFileSync(join(folder, 'C0000003.BAK'), commit.bytes)
  writeFileSync(join(folder, 'C0000003.SIG'), commit.signature)
  const { result: before } = await restored('counts')
  expect(before).toMatchObject({ packets: 5, missing: [], quarantined: [known.id] })
  // Revoked only after all that it ever sealed: all of it still counts, but by its own signatures alone.
  const revocation = issueRevocation(rig.on.dinas.root, {
    serial: 901,
    keyId: keyIdText(signing.keyId),
    after: 5,
    reason: 'CONTOH',
  })
  const path = join(rig.on.temp('revoked'), 'CERTS.JSN')
  writeFileSync(path, encodeBundle([revocation]))
  const after = await restoreInto(rig, 'revoked', { certificates: path })
  expect(after).toMatchObject({ packets: 5, missing: [], quarantined: [] })
  expect(after.damaged).toMatchObject([{ path: expect.stringContaining('S0000003.TAR') }])
})

test('two signed packets of one id: what the register knows stays, the other goes into quarantine', async () => {
  const known = rig.packets[1]!
  const { bytes } = await volumeOf(packetItems(rig.on.station.keys.signing, known.id, known.seq), 9)
  writeFileSync(join(month(), 'S0000009.TAR'), bytes)
  const { result, station, folder } = await restored('conflict')
  expect(result).toMatchObject({ packets: 5, missing: [], quarantined: [known.id] })
  const at = station.read.get<{ at: string }>('SELECT sealed_at AS at FROM recording WHERE id = ?', [
    known.id,
  ])!.at
  expect(readFileSync(packetPath(station, known.id, at))).toEqual(readFileSync(known.path))
  expect(readdirSync(join(folder, 'quarantine')).filter((name) => name.startsWith(known.id))).toHaveLength(2)
})

test('names that leave the folder and numbers without measure lead nowhere', async () => {
  const evil = packTar([{ name: 'aa/evil', data: utf8('x') }])
  evil.set(utf8('../evil'), 0)
  writeFileSync(join(month(), 'S0000007.TAR'), evil)
  const huge = Buffer.from(packTar([{ name: `${newId(rig.on.ports.random)}.rkp`, data: utf8('x') }]))
  huge.write('77777777777', 124, 'latin1')
  writeFileSync(join(month(), 'S0000008.TAR'), huge)
  mkdirSync(join(rig.disk.mount, 'REKAM', '..REKAM'), { recursive: true })
  writeFileSync(join(month(), 'C9999999.JSN'), `{"format":"rekam-commit","version":1,"sequence":1e308}`)
  const { result, folder } = await restored('names')
  expect(result).toMatchObject({ packets: 5, missing: [], newestHead: 'known' })
  expect(existsSync(join(folder, '..', 'evil'))).toBe(false)
})

test('a disk that was rolled back adds nothing wrong: with a newer one the newest state comes', async () => {
  const mount = await another()
  await seedPackets(rig.on.station, 2)
  await backUp(rig.on, (await rig.on.ports.volumes.at(mount))!)
  const { result } = await restored('rolled back', [rig.disk.mount, mount])
  expect(result).toMatchObject({ packets: 7, missing: [], state: { recordings: 7 }, newestHead: 'known' })
})

test('a disk whose folder is empty says that nothing is there, never that all is well', async () => {
  rmSync(join(rig.disk.mount, 'REKAM'), { recursive: true })
  await expect(restoreInto(rig, 'nothing')).rejects.toMatchObject({ code: 'RESTORE-NOTHING' })
})
