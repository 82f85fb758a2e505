import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LEAST_SIZE } from '../../contract/export.ts'
import { intake } from '../../datacenter/intake.ts'
import { Site } from '../../datacenter/site.ts'
import { readBag } from '../../formats/bag/check.ts'
import { formatPublicKey, publicOf } from '../../lib/minisign.ts'
import { verifyAudit } from '../audit/index.ts'
import { packetPath, recordingOf, signaturePath, statusOf } from '../enrolment/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { exportHandlers, makeBag, planned } from './index.ts'
import { takeReceipts } from './receipts.ts'

let open: TestStation
let site: Site
let drive: string
let ids: string[]

beforeEach(async () => {
  open = await openTestStation()
  drive = open.temp('drive')
  site = await siteOf('mmu')
  ids = await seedRecordings(open.station, 3, { bytes: 6000 })
})
afterEach(async () => {
  await site.close()
  await open.close()
})

async function siteOf(code: 'mmu' | 'batam', dinas = open.dinas): Promise<Site> {
  return Site.open({
    code,
    dir: open.temp(`site-${code}`),
    root: publicOf(dinas.root),
    signing: dinas.sites[code],
    certificate: dinas.siteCertificate(code),
    identity: dinas.datacenter.identity,
    now: open.ports.now,
  })
}

const code = (expected: string): Error => expect.objectContaining({ code: expected }) as Error
const bagOf = async () => makeBag(open.station, { folder: drive })

const run = (program: string, args: string[], cwd: string) =>
  execFileSync(program, args, { cwd, encoding: 'utf8' })

describe('a bag', () => {
  it('goes to the centre by hand, and its answer comes back', async () => {
    expect(planned(open.station.read)).toMatchObject({ packets: 3, exportedBefore: 0 })
    const bag = await bagOf()
    expect(bag).toMatchObject({ seq: 1, packets: 3, state: 'made', answered: 0, leftOut: [] })
    expect(bag.folder).toBe(join(drive, 'REKAM-5272-01-A-1'))
    const taken = await intake(site, bag.folder, drive)
    expect(taken).toMatchObject({ bag: bag.id, received: 3, refused: [] })
    expect(await takeReceipts(open.station, taken.answer!)).toMatchObject({ taken: 3, known: 0, refused: [] })
    expect(await takeReceipts(open.station, taken.answer!)).toMatchObject({ taken: 0, known: 3, refused: [] })
    for (const id of ids) expect(statusOf(open.station.read, id)?.status).toBe('RECEIVED_AT_CENTRAL')
    const [listed] = await call(exportHandlers.bags, {}, { context: open.context })
    expect(listed).toMatchObject({ id: bag.id, state: 'answered', answered: 3 })
    expect(open.station.read.get('SELECT state FROM bag')).toEqual({ state: 'answered' })
    await expect(bagOf()).rejects.toThrow(code('EXPORT-NOTHING'))
    expect(verifyAudit(open.station.read).sound).toBe(true)
  })

  it('passes the stock tools: sha256sum and minisign', async () => {
    const { folder } = await bagOf()
    for (const name of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) {
      expect(run('sha256sum', ['--strict', '-c', name], folder)).not.toContain('FAILED')
    }
    expect(run('sha256sum', ['--strict', '-c', 'manifest-sha256.txt'], folder).match(/: OK/g)).toHaveLength(6)
    const key = formatPublicKey(publicOf(open.station.keys.signing)).split('\n')[1]!
    const verify = (name: string) => run('minisign', ['-V', '-H', '-P', key, '-m', name], folder)
    expect(verify('tagmanifest-sha256.txt')).toMatch(/rekam:bag:v1 station=5272-01-A epoch=\w+ seq=1 id=/)
    expect(verify(`data/${ids[0]}.rkp`)).toContain(`id=${ids[0]}`)
    expect(readFileSync(join(folder, 'bag-info.txt'), 'utf8')).toMatch(/Payload-Oxum: \d+\.6\n/)
    await readBag(folder, open.station.trust)
    // On a drive with owners, another person reads it.
    const modes = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    )
    for (const { name, parentPath } of modes)
      expect(statSync(join(parentPath, name)).mode & 0o044).toBe(0o044)
  })

  it('keeps the numbers of all bags apart, and touches no folder that is there', async () => {
    mkdirSync(join(drive, 'REKAM-5272-01-A-1'))
    writeFileSync(join(drive, 'REKAM-5272-01-A-1/keep.txt'), 'x')
    await expect(bagOf()).rejects.toThrow(code('FILE-EXISTS'))
    expect(readFileSync(join(drive, 'REKAM-5272-01-A-1/keep.txt'), 'utf8')).toBe('x')
    expect((await bagOf()).seq).toBe(2)
    expect(planned(open.station.read)).toMatchObject({ packets: 0, exportedBefore: 3 })
  })
})

describe('what goes into it', () => {
  it('is what lies in no other bag; again only with a reason', async () => {
    await bagOf()
    await expect(bagOf()).rejects.toThrow(code('EXPORT-AGAIN'))
    const [fresh] = await seedRecordings(open.station, 1, { from: 4, bytes: 5000 })
    await expect(makeBag(open.station, { folder: drive, ids: [fresh!, ids[0]!] })).rejects.toThrow(
      code('EXPORT-AGAIN'),
    )
    expect((await bagOf()).packets).toBe(1)
    const again = await makeBag(open.station, { folder: drive, again: 'drive pertama hilang' })
    expect(again.packets).toBe(4)
    expect(open.station.read.get('SELECT reason FROM bag WHERE id = ?', [again.id])).toEqual({
      reason: 'drive pertama hilang',
    })
  })

  it('is only what was named', async () => {
    expect((await makeBag(open.station, { folder: drive, ids: [ids[1]!] })).packets).toBe(1)
    await expect(makeBag(open.station, { folder: drive, ids: ['0'.repeat(26)] })).rejects.toThrow(
      code('NOT-FOUND'),
    )
    await expect(makeBag(open.station, { folder: drive, ids: [] })).rejects.toThrow(code('EXPORT-NOTHING'))
  })

  it('is taken once when two persons press at once', async () => {
    const both = await Promise.allSettled([bagOf(), bagOf()])
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(both[1]).toMatchObject({ reason: { code: 'EXPORT-AGAIN' } })
  })

  it('carries a packet whose signature rotted here with the one that was sealed', async () => {
    const { sealedAt } = recordingOf(open.station.read, ids[1]!)!
    const path = signaturePath(open.station, ids[1]!, sealedAt)
    const sound = readFileSync(path)
    writeFileSync(path, Buffer.from(sound).fill(65, 120, 124))
    expect(await bagOf()).toMatchObject({ packets: 3, leftOut: [] })
    expect(readFileSync(path)).toEqual(sound)
  })

  it('leaves out what is damaged here, by name, and goes on waiting for it', async () => {
    const { sealedAt } = recordingOf(open.station.read, ids[1]!)!
    writeFileSync(packetPath(open.station, ids[1]!, sealedAt), 'damaged')
    const bag = await bagOf()
    expect(bag).toMatchObject({ packets: 2, leftOut: [{ id: ids[1], code: 'PACKET-HASH' }] })
    await readBag(bag.folder, open.station.trust)
    expect(planned(open.station.read)).toMatchObject({ packets: 1, exportedBefore: 2 })
    await expect(bagOf()).rejects.toThrow(code('EXPORT-DAMAGED'))
    expect(readdirSync(drive)).toEqual(['REKAM-5272-01-A-1'])
  })

  it('is split by the size of the medium: parts that fit, every packet in one of them', async () => {
    await seedRecordings(open.station, 4, { from: 4, bytes: 5000 })
    const parts: string[] = []
    const rests: string[] = []
    for (let more = 7; more > 0; ) {
      const bag = await makeBag(open.station, { folder: drive, size: LEAST_SIZE })
      parts.push(`${bag.part}: ${bag.packets}, ${bag.more} to come`)
      const { rest } = (await readBag(bag.folder, open.station.trust)).info
      rests.push(rest?.replace(open.station.epoch.id, 'epoch') ?? '-')
      const sizes = readdirSync(bag.folder, { recursive: true, withFileTypes: true })
        .filter((file) => file.isFile())
        .map(({ name, parentPath }) => statSync(join(parentPath, name)).size)
      expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(LEAST_SIZE)
      more = bag.more
    }
    expect(parts).toEqual(['1: 3, 4 to come', '2: 3, 1 to come', '3: 1, 0 to come'])
    expect(rests).toEqual(['epoch 4-7', 'epoch 7', '-'])
    expect(planned(open.station.read)).toMatchObject({ packets: 0, exportedBefore: 7 })
  })

  it('says which sending a packet is, so that one sent again after a reset gets a receipt of its own', async () => {
    const first = await bagOf()
    await takeReceipts(open.station, (await intake(site, first.folder, drive)).answer!)
    await open.station.write.transaction((tx) =>
      tx.run('UPDATE recording_status SET attempt = 2 WHERE recording = ?', [ids[0]!]),
    )
    const second = await bagOf()
    expect(second.packets).toBe(1)
    const taken = await intake(site, second.folder, drive)
    expect(await takeReceipts(open.station, taken.answer!)).toMatchObject({ taken: 1, refused: [] })
    expect(planned(open.station.read)).toMatchObject({ packets: 0, exportedBefore: 0 })
  })
})

describe('where it goes', () => {
  it('is refused where it would not fit, and nothing is written', async () => {
    open.ports.setSpace({ free: 10_000, bytes: 1e9 })
    await expect(bagOf()).rejects.toThrow(code('EXPORT-SMALL'))
    expect(readdirSync(drive)).toEqual([])
  })

  it('is refused where there is no folder', async () => {
    await expect(makeBag(open.station, { folder: join(drive, 'none') })).rejects.toThrow(code('FILE-MISSING'))
    writeFileSync(join(drive, 'file'), 'x')
    await expect(makeBag(open.station, { folder: join(drive, 'file') })).rejects.toThrow(code('FILE-MISSING'))
  })
})
