import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BagInput } from '../../formats/bag/plan.ts'
import { newId } from '../../formats/id.ts'
import type { ReceiptFields } from '../../formats/receipt/receipt.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import { utf8 } from '../../lib/bytes.ts'
import { generateSigningKey } from '../../lib/minisign.ts'
import { statusOf } from '../enrolment/index.ts'
import { makeSampleDinas, type SampleDinas } from '../settings/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { fileReceipt } from '../upload/index.ts'
import { listBags, makeBag, takeReceipts } from './index.ts'
import { answerBag, receiptOf, receiptSources } from './testing/answers.ts'

let open: TestStation
let drive: string
let ids: string[]
let bags = 0

beforeEach(async () => {
  open = await openTestStation()
  drive = open.temp('drive')
  ids = await seedRecordings(open.station, 3, { bytes: 3000 })
})
afterEach(() => open.close())

const receipt = (
  packet: string,
  serial: number,
  over: Partial<ReceiptFields> = {},
  key = open.dinas.sites.mmu,
): Signed => receiptOf(open, packet, { serial, ...over }, key)

/** A bag of receipts on the drive, as site mmu writes it; files are named 1.json, 2.json, ... */
const answer = (receipts: readonly Signed[], over: Partial<BagInput> = {}, dinas: SampleDinas = open.dinas) =>
  answerBag(open, receiptSources(receipts), { drive, sequence: ++bags, dinas, over })

const take = (folder: string) => takeReceipts(open.station, folder)
const filed = () => open.station.read.all('SELECT packet FROM receipt')
const code = (expected: string): Error => expect.objectContaining({ code: expected }) as Error

describe('receipts that came by hand', () => {
  it('count one by one; foreign, forged and future ones are named by code', async () => {
    const stranger = generateSigningKey(open.ports.random)
    const folder = await answer([
      receipt(ids[0]!, 1),
      receipt(newId(open.ports.random), 2),
      receipt(ids[1]!, 3, {}, stranger),
      receipt(ids[1]!, 4, { sha256: 'ab'.repeat(32) }),
      receipt(ids[1]!, 5, { attempt: 2 }),
      receipt(ids[1]!, 6, {}, open.dinas.sites.batam),
      { bytes: utf8('{}'), signature: 'no signature' },
      receipt(ids[2]!, 8),
    ])
    const { taken, known, refused } = await take(folder)
    expect([taken, known]).toEqual([2, 0])
    expect(refused).toEqual([
      { path: 'data/2.json', code: 'RECEIPT-UNKNOWN-PACKET' },
      { path: 'data/3.json', code: 'TRUST-UNKNOWN-KEY' },
      { path: 'data/4.json', code: 'RECEIPT-OTHER-BYTES' },
      { path: 'data/5.json', code: 'RECEIPT-ATTEMPT' },
      { path: 'data/6.json', code: 'RECEIPT-SITE' },
      { path: 'data/7.json', code: 'FORMAT-UNREADABLE' },
    ])
    expect(statusOf(open.station.read, ids[1]!)?.status).toBe('BIO_CAPTURED')
    expect(await take(folder)).toMatchObject({ taken: 0, known: 2 })
    expect(filed()).toHaveLength(2)
  })

  it('count although their neighbours are rotten', async () => {
    const folder = await answer(ids.map((id, n) => receipt(id, n + 1)))
    writeFileSync(join(folder, 'data/2.json'), 'rotten')
    expect(await take(folder)).toMatchObject({
      taken: 2,
      known: 0,
      refused: [{ path: 'data/2.json', code: 'BAG-DAMAGED' }],
    })
  })

  it('answer a bag once all of its packets have one, however they came', async () => {
    const bag = await makeBag(open.station, { folder: drive })
    await take(await answer([receipt(ids[0]!, 1), receipt(ids[1]!, 2)]))
    expect(listBags(open.station)).toMatchObject([{ id: bag.id, state: 'made', answered: 2 }])
    await open.station.write.transaction((tx) => fileReceipt(tx, open.station, receipt(ids[2]!, 3), 'upload'))
    expect(listBags(open.station)).toMatchObject([{ id: bag.id, state: 'answered', answered: 3 }])
  })

  it('by the hundred, in several transactions', async () => {
    const many = await seedRecordings(open.station, 250, { from: 10, bytes: 3000 })
    const folder = await answer(many.map((id, n) => receipt(id, n + 1)))
    expect(await take(folder)).toMatchObject({ taken: 250, known: 0, refused: [] })
  })
})

describe('a bag', () => {
  const hostile: [string, (folder: string) => void, string][] = [
    [
      'has fetch.txt',
      (folder) => writeFileSync(join(folder, 'fetch.txt'), 'http://x 1 data/x\n'),
      'BAG-UNSAFE',
    ],
    ['has a link', (folder) => symlinkSync('/etc/passwd', join(folder, 'data/9.json')), 'BAG-UNSAFE'],
    ['has case twins', (folder) => writeFileSync(join(folder, 'data/1.JSON'), 'x'), 'BAG-UNSAFE'],
    ['has a strange name', (folder) => writeFileSync(join(folder, 'data/a b'), 'x'), 'BAG-UNSAFE'],
    [
      'is too deep',
      (folder) => mkdirSync(join(folder, 'data/a/b/c/d/e'), { recursive: true }),
      'BAG-DAMAGED',
    ],
    [
      'has a changed tag',
      (folder) => writeFileSync(join(folder, 'bagit.txt'), 'BagIt-Version: 9\n'),
      'BAG-DAMAGED',
    ],
    [
      'has a changed signature',
      (folder) => writeFileSync(join(folder, 'tagmanifest-sha256.txt.minisig'), 'x'),
      'BAG-UNTRUSTED',
    ],
  ]
  it.each(hostile)('%s', async (_, spoil, expected) => {
    const folder = await answer([receipt(ids[0]!, 1)])
    spoil(folder)
    await expect(take(folder)).rejects.toThrow(code(expected))
    expect(filed()).toEqual([])
  })

  it('is of another Dinas, of a stranger, of a station, or none', async () => {
    const foreign = makeSampleDinas(open.ports.random)
    await expect(take(await answer([receipt(ids[0]!, 1)], {}, foreign))).rejects.toThrow(
      code('BAG-UNTRUSTED'),
    )
    const { signing } = open.station.keys
    await expect(take(await answer([receipt(ids[0]!, 1)], { key: signing }))).rejects.toThrow(
      code('BAG-UNTRUSTED'),
    )
    await expect(take((await makeBag(open.station, { folder: drive })).folder)).rejects.toThrow(
      code('BAG-DAMAGED'),
    )
    await expect(take(join(drive, 'none'))).rejects.toThrow(code('FILE-MISSING'))
    expect(filed()).toEqual([])
  })

  it('gets nothing written into it', async () => {
    const folder = await answer([receipt(ids[0]!, 1)])
    const before = readdirSync(folder, { recursive: true })
    await take(folder)
    expect(readdirSync(folder, { recursive: true })).toEqual(before)
    expect(readFileSync(join(folder, 'bag-info.txt'), 'utf8')).toContain('Rekam-Kind: receipts')
  })
})
