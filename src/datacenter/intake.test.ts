import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readBag } from '../formats/bag/check.ts'
import { bagStamp, type BagInput } from '../formats/bag/plan.ts'
import { decodeRefused, REFUSED_NAME } from '../formats/bag/refused.ts'
import { writeBag } from '../formats/bag/write.ts'
import { verifyReceipt } from '../formats/receipt/receipt.ts'
import { sampleId, STRANGER } from '../formats/testing/sample.ts'
import { signDetached } from '../formats/trust/comment.ts'
import { hex, utf8 } from '../lib/bytes.ts'
import { sha256 } from '../lib/hash.ts'
import { type Intake, intake } from './intake.ts'
import { openSite } from './open-site.ts'
import type { Site } from './site.ts'
import { BAG_AT, bagOf } from './testing/bag.ts'
import { type Sealed, Sender } from './testing/sender.ts'
import { siteFolder } from './testing/site-folder.ts'

let base: string
let drive: string
let site: Site
let sender: Sender
let packets: Sealed[]

beforeEach(async () => {
  const dir = siteFolder()
  base = dirname(dir)
  drive = join(base, 'drive')
  mkdirSync(drive)
  site = await openSite(dir, 'mmu')
  sender = new Sender(1)
  packets = [sender.seal(), sender.seal(), sender.seal()]
})
afterEach(async () => {
  await site.close()
  rmSync(base, { recursive: true })
})

/** A bag on the drive, as a station writes it. */
const bag = (over: Partial<BagInput> = {}, list: readonly Sealed[] = packets) =>
  bagOf(sender, { drive, packets: list, sequence: 1, over })

const taking = (folder: string): Promise<Intake> => intake(site, folder, drive)
const code = (expected: string): Error => expect.objectContaining({ code: expected }) as Error

const refusedIn = (folder: string) => decodeRefused(readFileSync(join(folder, REFUSED_NAME)))

function receiptsIn(folder: string) {
  const names = readdirSync(join(folder, 'data')).filter((name) => /^\d+\.json$/.test(name))
  return names.map((name) => {
    const path = join(folder, 'data', name)
    return verifyReceipt(
      { bytes: readFileSync(path), signature: readFileSync(`${path}.minisig`, 'utf8') },
      site.trust,
    )
  })
}

describe('a bag that came by hand', () => {
  it('is answered by a bag of receipts, and its repeat by the same ones', async () => {
    const folder = await bag()
    const first = await taking(folder)
    expect(first).toMatchObject({ station: '5272-01-A', sequence: 1, received: 3, refused: [] })
    const { info } = await readBag(first.answer!, site.trust)
    expect(info).toMatchObject({ kind: 'receipts', site: 'mmu', answers: sampleId(1), sequence: 1, count: 3 })
    const receipts = receiptsIn(first.answer!)
    expect(new Set(receipts.map(({ packet }) => packet))).toEqual(new Set(packets.map(({ id }) => id)))
    const second = await taking(folder)
    expect(second.answer).not.toBe(first.answer)
    expect(receiptsIn(second.answer!)).toEqual(receipts)
    expect(await site.registry.counts()).toMatchObject({ received: 3 })
  })

  it('shares its receipts with what came by line', async () => {
    await site.learn([sender.certificate])
    const [one] = packets
    const expected = { id: one!.id, sha256: one!.sha256, station: sender.station }
    const { serial } = await site.take(one!.bytes, one!.signature, 1, expected)
    const { answer } = await taking(await bag())
    expect(receiptsIn(answer!).find(({ packet }) => packet === one!.id)?.serial).toBe(serial)
  })

  it('gives all but the rotten ones, each named by its code', async () => {
    const b = new Sender(2)
    await site.learn([b.certificate])
    const foreign = b.seal()
    const bent = { ...packets[1]!, bytes: packets[1]!.bytes.map((byte, i) => (i === 4000 ? byte ^ 1 : byte)) }
    const folder = await bag({}, [packets[0]!, bent, packets[2]!, foreign])
    const path = join(folder, `data/${packets[2]!.id}.rkp`)
    writeFileSync(path, 'rotten')
    writeFileSync(join(folder, 'data/autorun.inf'), 'x')
    const { received, refused, answer } = await taking(folder)
    expect(received).toBe(1)
    expect(refusedIn(answer!)).toEqual({
      format: 'rekam-refused',
      version: 1,
      site: 'mmu',
      bag: sampleId(1),
      items: [
        { packet: packets[1]!.id, attempt: 1, code: 'SIGNATURE-BAD' },
        { packet: packets[2]!.id, attempt: 1, code: 'BAG-DAMAGED' },
        { packet: foreign.id, attempt: 1, code: 'TRUST-STAMP' },
      ].toSorted((one, two) => (one.packet < two.packet ? -1 : 1)),
    })
    expect(refused).toHaveLength(4)
    expect(refused).toEqual(
      expect.arrayContaining([
        { path: `data/${packets[1]!.id}.rkp`, code: 'SIGNATURE-BAD' },
        { path: `data/${packets[2]!.id}.rkp`, code: 'BAG-DAMAGED' },
        { path: `data/${foreign.id}.rkp`, code: 'TRUST-STAMP' },
        { path: 'data/autorun.inf', code: 'BAG-UNLISTED' },
      ]),
    )
  })

  it('of a packet under the name of another: refused', async () => {
    const named = { ...packets[0]!, id: packets[1]!.id }
    const taken = await taking(await bag({}, [named]))
    expect(taken).toMatchObject({
      received: 0,
      refused: [{ path: `data/${packets[1]!.id}.rkp`, code: 'TRUST-STAMP' }],
    })
    expect(refusedIn(taken.answer!).items).toEqual([
      { packet: packets[1]!.id, attempt: 1, code: 'TRUST-STAMP' },
    ])
  })
})

/** Hostile bags of which the signature proves whose they are. */
const PROVEN = new Set([
  'a path upwards',
  'an absolute path',
  'a drive letter',
  'case twins in the manifest',
  'case twins on the disk',
  'fetch.txt',
  'a link in place of a packet',
  'a linked data folder',
  'a wrong oxum, signed',
  'a flipped byte in the manifest',
  'a manifest of a million lines',
])

describe('a hostile bag: nothing is taken, nothing is written', () => {
  /** Changes a manifest and signs the whole anew, as a station would whose operator is an enemy. */
  function resign(folder: string, change: (manifest: string) => string): void {
    const put = (name: string, data: Uint8Array) => writeFileSync(join(folder, name), data)
    const manifest = utf8(change(readFileSync(join(folder, 'manifest-sha256.txt'), 'utf8')))
    put('manifest-sha256.txt', manifest)
    const tags = readFileSync(join(folder, 'tagmanifest-sha256.txt'), 'utf8').replace(
      /[0-9a-f]{64}(?= {2}manifest)/,
      hex(sha256(manifest)),
    )
    put('tagmanifest-sha256.txt', utf8(tags))
    const { station, epoch, key } = sender
    const info = { kind: 'export', id: sampleId(1), sequence: 1, at: BAG_AT, station, epoch } as const
    const stamp = bagStamp({ ...info, count: 0, oxum: { bytes: 0, files: 0 } })
    put('tagmanifest-sha256.txt.minisig', utf8(signDetached(utf8(tags), key, stamp)))
  }
  const line = (path: string) => (folder: string) =>
    resign(folder, (manifest) => `${manifest}${'0'.repeat(64)}  ${path}\n`)
  const packet = (folder: string, n = 0) => join(folder, `data/${packets[n]!.id}.rkp`)
  const flipped = (name: string) => (folder: string) => {
    const bytes = readFileSync(join(folder, name))
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(join(folder, name), bytes)
  }

  it.each<[string, (folder: string) => void, string]>([
    ['a path upwards', line('data/../../site.key'), 'BAG-TAG'],
    ['an absolute path', line('/etc/passwd'), 'BAG-TAG'],
    ['a drive letter', line('C:/x'), 'BAG-TAG'],
    [
      'case twins in the manifest',
      (folder) => line(`data/${packets[0]!.id.toUpperCase()}.RKP`)(folder),
      'BAG-TAG',
    ],
    [
      'case twins on the disk',
      (folder) => writeFileSync(packet(folder).replace('.rkp', '.RKP'), 'x'),
      'BAG-CASE',
    ],
    ['fetch.txt', (folder) => writeFileSync(join(folder, 'fetch.txt'), 'http://x - data/x\n'), 'BAG-FETCH'],
    [
      'a link in place of a packet',
      (folder) => {
        renameSync(packet(folder), join(folder, '../moved'))
        symlinkSync('../../moved', packet(folder))
      },
      'BAG-LINK',
    ],
    [
      'a linked data folder',
      (folder) => {
        renameSync(join(folder, 'data'), join(folder, '../moved'))
        symlinkSync('../moved', join(folder, 'data'))
      },
      'BAG-LINK',
    ],
    [
      'a wrong oxum, signed',
      (folder) => {
        const path = join(folder, 'bag-info.txt')
        const wrong = readFileSync(path, 'utf8').replace(/Oxum: \d+/, 'Oxum: 1')
        writeFileSync(path, wrong)
        const tags = join(folder, 'tagmanifest-sha256.txt')
        const hash = hex(sha256(utf8(wrong)))
        writeFileSync(tags, readFileSync(tags, 'utf8').replace(/[0-9a-f]{64}(?= {2}bag-info)/, hash))
        resign(folder, (manifest) => manifest)
      },
      'BAG-OXUM',
    ],
    ['a flipped byte in bag-info', flipped('bag-info.txt'), 'BAG-'],
    ['a flipped byte in the manifest', flipped('manifest-sha256.txt'), 'BAG-'],
    ['a flipped byte in the tag manifest', flipped('tagmanifest-sha256.txt'), 'BAG-SIGNATURE'],
    ['a flipped byte in the signature', flipped('tagmanifest-sha256.txt.minisig'), 'BAG-SIGNATURE'],
    ['no signature', (folder) => unlinkSync(join(folder, 'tagmanifest-sha256.txt.minisig')), 'BAG-SIGNATURE'],
    [
      'a manifest of a million lines',
      (folder) => resign(folder, (manifest) => `${'0'.repeat(64)}  data/x\n`.repeat(1_000_000) + manifest),
      'BAG-TAG',
    ],
    [
      'a deep folder',
      (folder) => mkdirSync(join(folder, 'data/a/b/c/d/e'), { recursive: true }),
      'BAG-LIMIT',
    ],
  ])('%s', async (what, spoil, expected) => {
    const folder = await bag()
    spoil(folder)
    await expect(taking(folder)).rejects.toMatchObject({ code: expect.stringContaining(expected) as string })
    expect(await site.registry.counts()).toMatchObject({ received: 0 })
    // Where it is proven whose bag it is, its station hears that all of it was refused, and why; nothing else is written.
    const answers = readdirSync(drive).filter((name) => name.startsWith('REKAM-MMU'))
    for (const name of answers) {
      const answer = join(drive, name)
      const { info } = await readBag(answer, site.trust)
      expect(info).toMatchObject({ answers: sampleId(1), count: 0 })
      expect(readdirSync(join(answer, 'data'))).toEqual(['refused.json'])
      const { whole = '', items } = refusedIn(answer)
      expect([whole.slice(0, 4), items]).toEqual(['BAG-', []])
    }
    expect(answers).toHaveLength(PROVEN.has(what) ? 1 : 0)
    // What was laid down while it was checked is gone as well.
    for (const name of ['staging', 'packets']) expect(readdirSync(join(site.dir, name))).toEqual([])
  })

  it('of a site that has no room: its own trouble, nothing is kept, and the bag is taken later', async () => {
    const folder = await bag()
    site.switches.fullDisk = true
    await expect(taking(folder)).rejects.toThrow(code('DISK-FULL'))
    for (const name of ['staging', 'packets']) expect(readdirSync(join(site.dir, name))).toEqual([])
    site.switches.fullDisk = false
    expect(await taking(folder)).toMatchObject({ received: 3, refused: [] })
    expect(readdirSync(join(site.dir, 'staging'))).toEqual([])
  })

  it.each<[string, () => Partial<BagInput>]>([
    ["a stranger's", () => ({ key: STRANGER })],
    ['one whose station is not certified', () => ({ certificates: [], key: sender.key })],
    [
      'a certified station in the name of another',
      () => ({ key: new Sender(2).key, certificates: [new Sender(2).certificate] }),
    ],
  ])('%s', async (_, over) => {
    await expect(taking(await bag(over()))).rejects.toThrow(code('BAG-SIGNATURE'))
    expect(await site.registry.counts()).toMatchObject({ received: 0 })
  })

  it('that is no export, or no bag at all', async () => {
    const { answer } = await taking(await bag())
    await expect(taking(answer!)).rejects.toThrow(code('BAG-INFO'))
    await expect(taking(join(drive, 'nowhere'))).rejects.toThrow(code('FILE-MISSING'))
    mkdirSync(join(drive, 'empty'))
    await expect(taking(join(drive, 'empty'))).rejects.toThrow(code('BAG-INFO'))
  })
})

describe('a torn bag', () => {
  it('is none: what was cut off before the signature is not taken', async () => {
    const boom = new Error('power cut')
    async function* files() {
      yield { path: `data/${packets[0]!.id}.rkp`, data: packets[0]!.bytes }
      throw boom
    }
    const place = { parent: drive, name: 'REKAM-X-1', mount: drive }
    await expect(writeBag(place, files(), () => Promise.reject(boom))).rejects.toBe(boom)
    expect(existsSync(join(drive, 'REKAM-X-1'))).toBe(false)
  })
})
