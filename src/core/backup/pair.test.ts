import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Fault } from '../../lib/fault.ts'
import type { Volume } from '../ports.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { runBackup } from './backup.ts'
import { nodeDisk } from './disk/io.ts'
import { listDrives } from './drives.ts'
import { handsHere } from './engine/hands.ts'
import { pairDisk } from './pair.ts'
import { inDisk, plugFolder } from './testing/desk.ts'
import { seedPackets } from './testing/seed.ts'

let on: TestStation
beforeEach(async () => {
  on = await openTestStation()
})
afterEach(() => on.close())

const here = { hands: () => handsHere() }
const asked = (disk: Volume) => ({
  mount: disk.mount,
  kind: 'rotation' as const,
  label: 'DISK A',
  place: 'lemari',
})
const pair = (disk: Volume) => pairDisk(on.station, asked(disk))
const drive = async () => (await listDrives(on.station))[0]

test('pairing makes one folder with names that every file system takes, and touches nothing else', async () => {
  const disk = plugFolder(on)
  writeFileSync(join(disk.mount, 'autorun.inf'), 'theirs')
  mkdirSync(join(disk.mount, 'Foto Keluarga'))
  const before = statSync(join(disk.mount, 'Foto Keluarga')).mtimeMs
  expect(await drive()).toMatchObject({ state: 'unknown' })
  const row = await pair(disk)
  expect(await drive()).toMatchObject({ state: 'paired', disk: row.id })
  await seedPackets(on.station, 1)
  await runBackup(on.station, disk.mount, here)
  expect(readdirSync(disk.mount).toSorted()).toEqual(['Foto Keluarga', 'REKAM', 'autorun.inf'])
  expect(readFileSync(join(disk.mount, 'autorun.inf'), 'utf8')).toBe('theirs')
  expect(statSync(join(disk.mount, 'Foto Keluarga')).mtimeMs).toBe(before)
  const names = readdirSync(inDisk(disk), { recursive: true, encoding: 'utf8' })
  for (const name of names.flatMap((path) => path.split('/'))) {
    if (name !== on.station.code) expect(name).toMatch(/^[A-Z0-9]{1,8}(\.[A-Z0-9]{1,3})?$/)
  }
  for (const name of ['DISK.JSN', 'DISK.BAK', 'DISK.SIG', 'README.TXT', 'ROOT.PUB'])
    expect(names).toContain(name)
  for (const name of ['CERTS.JSN', 'EPOCH001.JSN', 'EPOCH001.SIG', 'STATE.KEY', 'STATE.RCV'])
    expect(names).toContain(`${on.station.code}/${name}`)
})

test('the page for the technician says what to do by hand, on both systems, and what not to believe', async () => {
  const disk = plugFolder(on)
  await pair(disk)
  const page = readFileSync(inDisk(disk, 'README.TXT'), 'latin1')
  for (const said of [
    'minisign -V -H',
    'sha256sum',
    'tar -xf',
    'age -d',
    'certutil',
    'TIDAK membuktikan',
    on.station.code,
  ])
    expect(page).toContain(said)
  expect(page.split('\r\n').every((line) => line.length <= 100)).toBe(true)
})

test('pairing twice is pairing once', async () => {
  const disk = plugFolder(on)
  const first = await pair(disk)
  expect(await pair(disk)).toEqual(first)
  expect(on.station.read.all('SELECT id FROM disk')).toHaveLength(1)
})

test.each([
  ['nothing of its copy', 'DISK.BAK', '', 'marker-damaged'],
  ['half of its copy', 'DISK.BAK', '{"format":"rekam-di', 'marker-damaged'],
  ['the copy alone', 'DISK.SIG', null, 'not-signed'],
  ['half of its signature', 'DISK.SIG', 'untrusted comment', 'not-signed'],
  ['half of itself', 'DISK.JSN', '{', undefined],
] as const)(
  'a pairing that was pulled out with %s written is simply done again',
  async (_, at, left, why) => {
    const disk = plugFolder(on, { fs: 'vfat' })
    const hands = handsHere()
    const pulled = pairDisk(on.station, asked(disk), nodeDisk, {
      async writeFile(job) {
        if (!job.path.endsWith(at)) return hands.writeFile(job)
        if (left !== null) writeFileSync(job.path, left)
        on.ports.volumes.pull(disk.mount)
        throw new Fault('DISK-GONE', { op: 'write', path: job.path, errno: 'ENOTCONN' })
      },
    })
    await expect(pulled).rejects.toMatchObject({ code: 'BACKUP-UNPLUGGED' })
    // It was not ejected, so its file system says that it is to be checked.
    on.ports.volumes.plug({ ...disk, session: 'two', dirty: true })
    expect(await drive()).toMatchObject({ state: 'unknown', ...(why ? { why } : {}) })
    expect(await pair(disk)).toMatchObject({ label: 'DISK A' })
    expect(await drive()).toMatchObject({ state: 'paired' })
    expect(readFileSync(inDisk(disk, 'DISK.JSN'))).toEqual(readFileSync(inDisk(disk, 'DISK.BAK')))
    await seedPackets(on.station, 1)
    expect(await runBackup(on.station, disk.mount, here)).toMatchObject({ packets: 1 })
  },
)

test('a drive that is to be checked, and that nothing was begun on, is not paired', async () => {
  const disk = plugFolder(on, { fs: 'vfat', dirty: true })
  expect(await drive()).toMatchObject({ state: 'unusable', why: 'dirty' })
  await expect(pair(disk)).rejects.toMatchObject({ code: 'BACKUP-DISK-UNUSABLE' })
})

test('a marker that nobody signed gains nothing: the disk gets an id of its own, and nothing that lay there counts', async () => {
  const disk = plugFolder(on)
  const { id } = await pair(disk)
  await seedPackets(on.station, 2)
  await runBackup(on.station, disk.mount, here)
  const hostile = plugFolder(on, { id: 'theirs' })
  cpSync(inDisk(disk), inDisk(hostile), { recursive: true })
  on.ports.volumes.pull(disk.mount)
  const marker = readFileSync(inDisk(hostile, 'DISK.JSN'), 'utf8').replace(disk.id, 'theirs')
  for (const name of ['DISK.JSN', 'DISK.BAK']) writeFileSync(inDisk(hostile, name), marker)
  await expect(runBackup(on.station, hostile.mount, here)).rejects.toMatchObject({
    code: 'BACKUP-NOT-PAIRED',
  })
  const row = await pair(hostile)
  expect(row.id).not.toBe(id)
  expect(on.station.read.all('SELECT * FROM copy WHERE disk = ?', [row.id])).toEqual([])
  expect(await runBackup(on.station, hostile.mount, here)).toMatchObject({ packets: 2 })
  expect(on.station.read.get('SELECT state FROM disk WHERE id = ?', [id])).toEqual({ state: 'paired' })
})

test("a damaged marker over another station's folder is not ours to write over", async () => {
  const other = await openTestStation({ station: '5272-02-B', seed: 'other', dinas: on.dinas })
  try {
    const theirs = plugFolder(other)
    await pairDisk(other.station, asked(theirs))
    for (const name of ['DISK.JSN', 'DISK.BAK']) writeFileSync(inDisk(theirs, name), 'damaged')
    on.ports.volumes.plug(theirs)
    expect(await drive()).toMatchObject({ state: 'unusable', why: 'others' })
    await expect(pair(theirs)).rejects.toMatchObject({ code: 'BACKUP-DISK-UNUSABLE' })
  } finally {
    await other.close()
  }
})

test('a disk that this station paired with a key that is not known here is not written over', async () => {
  const branch = await openTestStation({ seed: 'branch', dinas: on.dinas })
  try {
    const theirs = plugFolder(branch)
    await pairDisk(branch.station, asked(theirs))
    on.ports.volumes.plug(theirs)
    expect(await drive()).toMatchObject({ state: 'unusable', why: 'branch' })
    await expect(pair(theirs)).rejects.toMatchObject({ code: 'BACKUP-DISK-UNUSABLE' })
  } finally {
    await branch.close()
  }
})

test('a station that lost the line of its own disk gets it back by pairing, with the same id', async () => {
  const disk = plugFolder(on)
  const { id } = await pair(disk)
  await on.station.write.transaction((tx) => tx.run('DELETE FROM disk'))
  expect(await drive()).toMatchObject({ state: 'unknown' })
  await expect(runBackup(on.station, disk.mount, here)).rejects.toMatchObject({ code: 'BACKUP-NOT-PAIRED' })
  expect((await pair(disk)).id).toBe(id)
})

test('what is known of a marker is looked at again after a moment, also when the clock is set back', async () => {
  const disk = plugFolder(on)
  await pair(disk)
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: new Date('2033-01-01') })
  try {
    expect(await drive()).toMatchObject({ state: 'paired' })
    rmSync(inDisk(disk), { recursive: true })
    vi.advanceTimersByTime(4000)
    vi.setSystemTime(new Date('2026-01-01'))
    expect(await drive()).toMatchObject({ state: 'unknown' })
  } finally {
    vi.useRealTimers()
  }
})

test('a marker with one damaged copy is still known', async () => {
  const disk = plugFolder(on)
  const { id } = await pair(disk)
  writeFileSync(inDisk(disk, 'DISK.JSN'), 'damaged')
  expect(await drive()).toMatchObject({ state: 'paired', disk: id })
})

test('a disk of another station is not written to, and its station is named', async () => {
  const other = await openTestStation({ station: '5272-02-B', seed: 'other' })
  try {
    const theirs = plugFolder(other)
    await pairDisk(other.station, asked(theirs))
    on.ports.volumes.plug(theirs)
    const names = readdirSync(theirs.mount, { recursive: true, encoding: 'utf8' }).toSorted()
    expect(await drive()).toMatchObject({ state: 'foreign' })
    await expect(pair(theirs)).rejects.toMatchObject({ code: 'BACKUP-FOREIGN-DISK' })
    await expect(runBackup(on.station, theirs.mount, here)).rejects.toMatchObject({
      code: 'BACKUP-FOREIGN-DISK',
      params: { station: other.station.code },
    })
    expect(readdirSync(theirs.mount, { recursive: true, encoding: 'utf8' }).toSorted()).toEqual(names)
  } finally {
    await other.close()
  }
})

test('a copy of our folder on another file system is not our disk', async () => {
  const disk = plugFolder(on)
  await pair(disk)
  on.ports.volumes.pull(disk.mount)
  const copy = plugFolder(on, { id: 'another' })
  cpSync(inDisk(disk), inDisk(copy), { recursive: true })
  expect(await drive()).toMatchObject({ state: 'unusable', why: 'copied' })
  await expect(runBackup(on.station, copy.mount, here)).rejects.toMatchObject({
    code: 'BACKUP-DISK-UNUSABLE',
  })
})

test('a disk and its bitwise clone that are connected at once are both refused and left as they are; each alone is taken', async () => {
  const disk = plugFolder(on)
  const { id } = await pair(disk)
  const clone = plugFolder(on)
  cpSync(inDisk(disk), inDisk(clone), { recursive: true })
  const twin = { ...clone, id: disk.id, dev: disk.dev + 1 }
  on.ports.volumes.plug(twin)
  const names = () =>
    [disk, twin].map(({ mount }) => readdirSync(mount, { recursive: true, encoding: 'utf8' }).toSorted())
  const before = names()
  await seedPackets(on.station, 1)
  expect(await listDrives(on.station)).toMatchObject([
    { state: 'unusable', why: 'twin' },
    { state: 'unusable', why: 'twin' },
  ])
  for (const one of [disk, twin]) {
    const refused = { code: 'BACKUP-DISK-UNUSABLE', params: { reason: 'twin' } }
    await expect(runBackup(on.station, one.mount, here)).rejects.toMatchObject(refused)
    await expect(pair(one)).rejects.toMatchObject(refused)
  }
  expect(names()).toEqual(before)
  // The same device at a second place is no second device.
  on.ports.volumes.plug({ ...twin, dev: disk.dev })
  expect(await listDrives(on.station)).toMatchObject([{ state: 'paired' }, { state: 'paired' }])
  on.ports.volumes.pull(twin.mount)
  expect(await drive()).toMatchObject({ state: 'paired', disk: id })
  expect(await runBackup(on.station, disk.mount, here)).toMatchObject({ packets: 1 })
})

test.each([
  ['read-only', { readonly: true }, 'readonly', 'DISK-READONLY'],
  ['too small', { bytes: 8 << 20 }, 'unusable', 'BACKUP-DISK-UNUSABLE'],
] as const)('a drive that is %s is not paired', async (_, over, state, code) => {
  const disk = plugFolder(on, over)
  expect(await drive()).toMatchObject({ state })
  await expect(pair(disk)).rejects.toMatchObject({ code })
  expect(readdirSync(disk.mount)).toEqual([])
})

test('the file system of the station itself is no place for a copy', async () => {
  const mount = on.temp('same')
  const disk = on.ports.volumes.plug({ mount, dev: statSync(mount).dev })
  expect(await drive()).toMatchObject({ state: 'unusable', why: 'same-disk' })
  await expect(pair(disk)).rejects.toMatchObject({ code: 'BACKUP-DISK-UNUSABLE' })
})

test('a bare folder is never a volume', async () => {
  const mount = on.temp('bare')
  await expect(pairDisk(on.station, { ...asked({ mount } as Volume) })).rejects.toMatchObject({
    code: 'BACKUP-MOUNT-MISSING',
  })
  await expect(runBackup(on.station, mount, here)).rejects.toMatchObject({ code: 'BACKUP-MOUNT-MISSING' })
  expect(readdirSync(mount)).toEqual([])
})
