import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { isFault } from '../../lib/fault.ts'
import { formatPublicKey, publicOf } from '../../lib/minisign.ts'
import { localSecret } from '../db/local.ts'
import { keyLine } from '../settings/index.ts'
import { runBackup } from './backup.ts'
import { notesAt } from './drive-notes.ts'
import { startBackupService } from './service.ts'
import { backupStatus } from './status.ts'
import { canMount, realRig, type RealRig } from './testing/real.ts'
import { seedPackets } from './testing/seed.ts'
import { verifyAnywhere, verifyForStation } from './verify/verify.ts'

let rig: RealRig | undefined
afterEach(async () => {
  await rig?.close()
  rig = undefined
})

const levels = ({ station }: RealRig) =>
  station.read
    .all<{ level: string }>(
      `SELECT DISTINCT coalesce(v.level, c.level) AS level FROM copy c
       LEFT JOIN volume_check v ON v.disk = c.disk AND v.volume = c.volume`,
    )
    .map(({ level }) => level)
const sound = ({ ports, volume, on }: RealRig) =>
  verifyAnywhere(ports.volumes, {
    mount: volume.mount,
    root: formatPublicKey(publicOf(on.dinas.root)),
    station: null,
  })

describe.skipIf(!canMount('ext4'))('ext4', () => {
  test('read back from the medium is L1; cold after the disk was away is L2, and only then', async () => {
    rig = await realRig('ext4')
    const { station, volume } = rig
    await seedPackets(station, 5, { bytes: 300_000 })
    expect(await runBackup(station, volume.mount)).toMatchObject({ packets: 5, via: 'medium', level: 'L1' })
    expect(levels(rig)).toEqual(['L1'])
    expect(await verifyForStation(station, volume.mount, { cold: true })).toMatchObject({
      sound: true,
      cold: false,
    })
    expect(levels(rig)).toEqual(['L1'])
    volume.eject()
    volume.plug()
    expect(await verifyForStation(station, volume.mount, { cold: true })).toMatchObject({
      sound: true,
      cold: true,
      via: 'medium',
      origin: 'proven',
    })
    expect(levels(rig)).toEqual(['L2'])
  })

  test('stock tools read everything: tar, sha256sum, minisign under the root, age by password and by recovery', async () => {
    rig = await realRig('ext4')
    const { station, volume, on } = rig
    const packets = await seedPackets(station, 2)
    await runBackup(station, volume.mount)
    await seedPackets(station, 1)
    await runBackup(station, volume.mount)
    const work = on.temp('technician')
    const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { cwd: work, encoding: 'utf8' })
    const folder = rig.path(readdirSync(rig.path()).find((name) => /^\d{6}$/.test(name)) ?? '')
    const rootKey = keyLine(publicOf(on.dinas.root))

    const certificate = rig.path('EPOCH001.JSN')
    expect(
      run('minisign', '-V', '-H', '-P', rootKey, '-m', certificate, '-x', rig.path('EPOCH001.SIG')),
    ).toContain('rekam:certificate:v1')
    const key = (JSON.parse(readFileSync(certificate, 'utf8')) as { key: string }).key
    const signed = (path: string, signature: string) =>
      run('minisign', '-V', '-H', '-P', key, '-m', path, '-x', signature)
    for (const n of [1, 2]) {
      const commit = join(folder, `C000000${n}.JSN`)
      expect(signed(commit, join(folder, `C000000${n}.SIG`))).toContain(
        `rekam:commit:v1 station=${station.code}`,
      )
      const said = JSON.parse(readFileSync(commit, 'utf8')) as { volumes: { sha256: string }[] }
      expect(run('sha256sum', join(folder, `S000000${n}.TAR`)).split(' ')[0]).toBe(said.volumes[0]?.sha256)
    }
    const listed = run('tar', '-tvf', join(folder, 'S0000001.TAR'))
    expect(
      listed
        .trim()
        .split('\n')
        .map((line) => line.split(' ').at(-1)),
    ).toEqual([
      ...packets.flatMap(({ id }) => [`${id}.rkp`, `${id}.rkp.minisig`]),
      'STATE001.AGE',
      'INDEX.JSN',
    ])
    for (const n of [1, 2]) {
      mkdirSync(join(work, `isi${n}`))
      run('tar', '-xf', join(folder, `S000000${n}.TAR`), '-C', `isi${n}`)
    }
    for (const { id } of packets)
      signed(join(work, 'isi1', `${id}.rkp`), join(work, 'isi1', `${id}.rkp.minisig`))

    const identity = Buffer.from(localSecret(station.read, 'state-identity') ?? []).toString()
    writeFileSync(join(work, 'pemulihan.txt'), `${on.dinas.recovery.identity}\n`)
    expect(run('age', '-d', '-i', 'pemulihan.txt', rig.path('STATE.RCV'))).toContain(identity)
    writeFileSync(join(work, 'kunci.txt'), `${identity}\n`)
    const changes = run('age', '-d', '-i', 'kunci.txt', 'isi2/CHANGES.AGE').trim().split('\n')
    expect(JSON.parse(changes[0] ?? '')).toEqual({ format: 'rekam-changes', version: 1 })
    expect(changes.some((line) => line.includes('"table":"recording"'))).toBe(true)
    run('age', '-d', '-i', 'kunci.txt', '-o', 'keadaan.tar', 'isi1/STATE001.AGE')
    expect(run('tar', '-tf', 'keadaan.tar')).toMatch(/recording\.ndjson/)
    run('age', '-d', '-i', 'pemulihan.txt', '-o', 'paket', `isi1/${packets[0]?.id}.rkp`)
  })

  test('the service notices the drive by itself', async () => {
    rig = await realRig('ext4')
    const { station, volume } = rig
    await seedPackets(station, 1)
    volume.eject()
    const stop = startBackupService(station, { settleMs: 100 })
    try {
      volume.plug()
      await vi.waitFor(async () => expect((await backupStatus(station)).onceOnly).toBe(0), 10_000)
      expect(await sound(rig)).toMatchObject({ sound: true, packets: 1 })
    } finally {
      await stop()
    }
  })
})

describe.skipIf(!canMount('exfat'))('exFAT by FUSE', () => {
  test('pulled in mid-volume, again and again: refused within 5 s, and the next run goes on', async () => {
    rig = await realRig('exfat', { bytes: 256 << 20 })
    const { station, volume } = rig
    await seedPackets(station, 40, { bytes: 1_000_000 })
    for (const after of [30, 120, 400]) {
      const run = runBackup(station, volume.mount)
      const ended = run.then(
        () => 'done',
        (error: unknown) => (isFault(error) ? error.code : 'no fault'),
      )
      await new Promise((resolve) => setTimeout(resolve, after))
      volume.pull()
      const pulled = Date.now()
      expect(['BACKUP-UNPLUGGED', 'BACKUP-MOUNT-MISSING', 'done']).toContain(await ended)
      expect(Date.now() - pulled).toBeLessThan(5000)
      expect(await backupStatus(station)).toMatchObject({ disks: [{ mount: null }] })
      volume.eject()
      volume.plug()
    }
    expect(await runBackup(station, volume.mount)).toMatchObject({ via: expect.any(String) })
    const copies = station.read.all('SELECT packet FROM copy')
    expect(copies).toHaveLength(40)
    // FUSE answers O_DIRECT from its cache: nothing here may be called proven on the medium.
    expect(levels(rig)).toEqual(['L0'])
    volume.eject()
    volume.plug()
    expect(await sound(rig)).toMatchObject({ sound: true, packets: 40 })
    // Not after it was away either: the words beside the disk say so, and not to try again.
    const again = await verifyForStation(station, volume.mount, { cold: true })
    expect(again).toMatchObject({ sound: true, packets: 40, via: 'cache', cold: false })
    const [disk] = (await backupStatus(station)).disks
    expect(disk).toMatchObject({ behind: 0, unproven: 40, level: 'L0' })
    expect(disk?.notes).toContain('unprovable-driver')
  })
})

describe.skipIf(!canMount('ntfs'))('NTFS by FUSE', () => {
  test('is written, read and never counts, which is said before it is paired', async () => {
    rig = await realRig('ntfs')
    const { station, volume } = rig
    await seedPackets(station, 3, { bytes: 50_000 })
    expect(await notesAt(station, volume.mount)).toContain('unprovable')
    expect(await runBackup(station, volume.mount)).toMatchObject({ packets: 3, via: 'cache', level: 'L0' })
    expect(await backupStatus(station)).toMatchObject({ onceOnly: 3, disks: [{ behind: 0, unproven: 3 }] })
  })
})

describe.skipIf(!canMount('fat'))('FAT by FUSE', () => {
  test('a whole backup on FAT32', async () => {
    rig = await realRig('fat')
    await seedPackets(rig.station, 3, { bytes: 50_000 })
    expect(await runBackup(rig.station, rig.volume.mount)).toMatchObject({ packets: 3 })
    rig.volume.eject()
    rig.volume.plug()
    expect(await sound(rig)).toMatchObject({ sound: true, packets: 3 })
  })
})

describe.skipIf(!canMount('tmpfs'))('a full disk', () => {
  test('takes as much as fits and is refused then, keeps what it had, and goes on when there is room', async () => {
    rig = await realRig('tmpfs', { bytes: 40 << 20 })
    const { station, volume } = rig
    await seedPackets(station, 5, { bytes: 1_000_000 })
    await runBackup(station, volume.mount)
    const filler = join(volume.mount, 'FILM.MKV')
    writeFileSync(filler, Buffer.alloc(24 << 20))
    await seedPackets(station, 10, { bytes: 1_000_000 })
    await expect(runBackup(station, volume.mount)).rejects.toMatchObject({ code: 'BACKUP-DISK-FULL' })
    // It has as much as fits.
    const { packets } = await sound(rig)
    expect(packets).toBeGreaterThan(5)
    expect(packets).toBeLessThan(15)
    expect(await sound(rig)).toMatchObject({ sound: true, packets })
    writeFileSync(filler, '')
    expect(await runBackup(station, volume.mount)).toMatchObject({ packets: 15 - packets })
    expect(await sound(rig)).toMatchObject({ sound: true, packets: 15 })
    expect(existsSync(filler)).toBe(true)
  })
})
