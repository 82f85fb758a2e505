import {
  appendFileSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { formatPublicKey, generateSigningKey, publicOf } from '../../../lib/minisign.ts'
import type { Volume } from '../../ports.ts'
import { openTestStation, type TestStation } from '../../testing/index.ts'
import { runBackup } from '../backup.ts'
import { handsHere } from '../engine/hands.ts'
import { pairDisk } from '../pair.ts'
import { inDisk, plugFolder } from '../testing/desk.ts'
import { seedPackets } from '../testing/seed.ts'
import { verifyAnywhere, verifyForStation } from './verify.ts'

const here = { hands: () => handsHere() }
let open: TestStation | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

async function backedUp(
  volumes = 2,
): Promise<{ on: TestStation; disk: Volume; folder: string; root: string }> {
  const on = await openTestStation()
  open = on
  const disk = plugFolder(on)
  await pairDisk(on.station, { mount: disk.mount, kind: 'rotation', label: 'DISK A', place: 'lemari' })
  for (let n = 0; n < volumes; n++) {
    await seedPackets(on.station, 2)
    await runBackup(on.station, disk.mount, here)
  }
  const root = formatPublicKey(publicOf(on.dinas.root))
  return { on, disk, folder: inDisk(disk, on.station.code, '202611'), root }
}

const verify = ({ on, disk, root }: Awaited<ReturnType<typeof backedUp>>, by: string | null = root) =>
  verifyAnywhere(on.ports.volumes, { mount: disk.mount, root: by, station: null }, here)

function bend(path: string, at = -700): void {
  const bytes = readFileSync(path)
  const place = at < 0 ? bytes.length + at : at
  // A letter for a letter: a signature whose base64 is broken would look like one that was never finished.
  bytes[place] = bytes[place] === 0x41 ? 0x42 : 0x41
  writeFileSync(path, bytes)
}

test('a whole disk is sound; its origin is proven only under a root that was brought', async () => {
  const made = await backedUp()
  expect(await verify(made)).toMatchObject({
    sound: true,
    origin: 'proven',
    commits: 2,
    volumes: 2,
    packets: 4,
    problems: [],
    station: '5272-01-A',
    lastSequence: 2,
    head: { seq: 4 },
  })
  expect(await verify(made, null)).toMatchObject({ sound: true, origin: 'unproven', packets: 4 })
  const stranger = formatPublicKey(publicOf(generateSigningKey()))
  expect(await verify(made, stranger)).toMatchObject({ sound: false, origin: 'unproven', commits: 0 })
})

test('a root on the disk that was exchanged proves nothing to who brought none', async () => {
  const made = await backedUp(1)
  writeFileSync(inDisk(made.disk, 'ROOT.PUB'), formatPublicKey(publicOf(generateSigningKey())))
  expect(await verify(made, null)).toMatchObject({ sound: false, origin: 'unproven' })
  expect(await verify(made)).toMatchObject({ sound: true, origin: 'proven' })
})

test.each([
  ['a byte of a packet', 'S0000001.TAR', 1000, 'VOLUME-CORRUPT'],
  ['a byte of the index', 'S0000002.TAR', -1200, 'VOLUME-CORRUPT'],
  ['a byte of a commit', 'C0000001.JSN', 60, 'COMMIT-COPY'],
  ['a byte of the copy', 'C0000001.BAK', 60, 'COMMIT-COPY'],
  ['a byte of a signature', 'C0000002.SIG', 100, 'COMMIT-BAD'],
])('%s is found', async (_, name, at, code) => {
  const made = await backedUp()
  bend(join(made.folder, name), at)
  const verdict = await verify(made)
  expect(verdict.sound).toBe(false)
  expect(verdict.problems.map((problem) => problem.code)).toContain(code)
})

test.each([
  ['a volume that is gone', (folder: string) => rmSync(join(folder, 'S0000001.TAR'))],
  ['a volume cut short', (folder: string) => writeFileSync(join(folder, 'S0000001.TAR'), 'short')],
  ['a volume that grew', (folder: string) => appendFileSync(join(folder, 'S0000001.TAR'), 'x')],
  [
    'a link in place of a volume',
    (folder: string) => {
      rmSync(join(folder, 'S0000001.TAR'))
      symlinkSync('/dev/zero', join(folder, 'S0000001.TAR'))
    },
  ],
])('%s is damage, and the other volume still counts', async (_, hurt) => {
  const made = await backedUp()
  hurt(made.folder)
  const verdict = await verify(made)
  expect(verdict).toMatchObject({ sound: false, origin: 'proven' })
  expect(verdict.problems).toMatchObject([{ code: 'VOLUME-CORRUPT', path: '5272-01-A/202611/S0000001.TAR' }])
  expect(verdict.packets).toBeGreaterThanOrEqual(2)
})

test('a commit taken out breaks the chain', async () => {
  const made = await backedUp(3)
  for (const name of readdirSync(made.folder)) if (name.includes('0000002')) rmSync(join(made.folder, name))
  expect((await verify(made)).problems).toMatchObject([{ code: 'COMMIT-CHAIN', why: 'previous' }])
})

test('a commit whose signature is hurt is still proven by the one after it', async () => {
  const made = await backedUp(3)
  bend(join(made.folder, 'C0000002.SIG'), 100)
  const verdict = await verify(made)
  expect(verdict).toMatchObject({ sound: false, commits: 3, packets: 6 })
  expect(verdict.problems).toMatchObject([{ code: 'COMMIT-SIGNATURE' }])
})

test('what an interrupted write left is said, but is no damage', async () => {
  const made = await backedUp()
  writeFileSync(join(made.folder, 'C0000007.JSN'), readFileSync(join(made.folder, 'C0000002.JSN')))
  writeFileSync(join(made.folder, 'C0000008.SIG'), '')
  writeFileSync(join(made.folder, 'S0000009.TAR'), 'half a volume')
  const verdict = await verify(made)
  expect(verdict).toMatchObject({ sound: true, origin: 'proven', commits: 2, packets: 4 })
  expect(verdict.problems.map(({ code }) => code)).toEqual(['COMMIT-UNFINISHED', 'COMMIT-UNFINISHED'])
})

test('an empty disk is not called sound', async () => {
  open = await openTestStation()
  const disk = plugFolder(open)
  const input = { mount: disk.mount, root: null, station: null }
  await expect(verifyAnywhere(open.ports.volumes, input, here)).rejects.toThrow('RESTORE-NOTHING')
})

test('copies in a damaged volume are struck, and the next run writes them and a snapshot anew', async () => {
  const made = await backedUp()
  const { station } = made.on
  bend(join(made.folder, 'S0000001.TAR'), 1000)
  expect(await verifyForStation(station, made.disk.mount, here)).toMatchObject({ sound: false })
  expect(station.read.all('SELECT packet FROM copy')).toHaveLength(2)
  expect(await runBackup(station, made.disk.mount, here)).toMatchObject({ packets: 2, sequence: 3 })
  expect(station.read.all('SELECT packet FROM copy')).toHaveLength(4)
  expect(
    station.read.get(
      'SELECT snapshot > 0 AS made, change_to - snapshot AS since FROM disk_commit WHERE sequence = 3',
    ),
  ).toEqual({
    made: 1,
    since: 0,
  })
})

test('a volume that was made longer without end is damaged, and is not read to its end', async () => {
  const made = await backedUp()
  truncateSync(join(made.folder, 'S0000001.TAR'), 2 ** 42)
  expect(await verify(made)).toMatchObject({
    sound: false,
    volumes: 2,
    packets: 2,
    problems: [{ code: 'VOLUME-CORRUPT', path: '5272-01-A/202611/S0000001.TAR' }],
  })
})
