import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { intake } from '../../datacenter/intake.ts'
import { Site } from '../../datacenter/site.ts'
import { encodeRefused, type Refused } from '../../formats/bag/refused.ts'
import type { BagInput } from '../../formats/bag/plan.ts'
import { newId } from '../../formats/id.ts'
import { publicOf } from '../../lib/minisign.ts'
import { utf8 } from '../../lib/bytes.ts'
import { type Fault, isFault } from '../../lib/fault.ts'
import { statusOf } from '../enrolment/index.ts'
import { makeSampleDinas, type SampleDinas } from '../settings/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { fileReceipt, nextPackets, resendPackets, uploadStatus } from '../upload/index.ts'
import { forgetIntended, noteIntended } from './intended.ts'
import { exportHandlers, listBags, makeBag, overdueBags, planned, takeReceipts } from './index.ts'
import { answerBag, receiptOf, receiptSources } from './testing/answers.ts'

let open: TestStation
let mmu: Site
let ids: string[]
beforeEach(async () => {
  open = await openTestStation({ actor: { account: 'penyelia', role: 'penyelia' } })
  const { dinas } = open
  mmu = await Site.open({
    root: publicOf(dinas.root),
    now: open.ports.now,
    code: 'mmu',
    dir: open.temp('mmu'),
    signing: dinas.sites.mmu,
    certificate: dinas.siteCertificate('mmu'),
    identity: dinas.datacenter.identity,
  })
  ids = await seedRecordings(open.station, 5, { bytes: 6000 })
})
afterEach(async () => {
  await mmu.close()
  await open.close()
})

const DAY_MS = 86_400_000
/** The work list by recordings: code by id. */
const work = () =>
  Object.fromEntries(uploadStatus(open.station).work.map(({ recording, code }) => [recording, code]))
const plan = () => {
  const { packets, exportedBefore } = planned(open.station.read)
  return [packets, exportedBefore]
}
const bag = (n = 0) => {
  const { state, answered, refused, packets } = listBags(open.station)[n]!
  return { state, answered, refused, packets }
}
/** The medium has a bad place in the middle of this file. */
function damage(folder: string, name: string): void {
  const path = join(folder, name)
  const bytes = readFileSync(path)
  bytes[bytes.length >> 1]! ^= 255
  writeFileSync(path, bytes)
}

/** Why nothing was taken. */
async function faultOf(act: Promise<unknown>): Promise<Fault> {
  try {
    await act
  } catch (error) {
    if (isFault(error)) return error
    throw error
  }
  throw new Error('it was taken')
}

describe('what the intake did not take of a bag', () => {
  it('comes back by its answer: the bag is answered, the damaged packets are to be looked at and go with the next one', async () => {
    const { folder } = await makeBag(open.station, { folder: open.temp('drive') })
    const [, second = '', , fourth = ''] = ids
    damage(folder, `data/${second}.rkp`)
    damage(folder, `data/${fourth}.rkp.minisig`)
    const first = await intake(mmu, folder, open.temp('back'))
    expect(first).toMatchObject({ received: 3 })
    open.ports.clock.advance(30 * DAY_MS)
    expect(overdueBags(open.station).count).toBe(1)
    expect(await takeReceipts(open.station, first.answer!)).toMatchObject({
      taken: 3,
      refusals: 2,
      refused: [],
    })
    expect(bag()).toEqual({ state: 'answered', answered: 3, refused: 2, packets: 5 })
    expect(overdueBags(open.station)).toEqual({ count: 0, oldest: null })
    expect(work()).toEqual({ [second]: 'BAG-DAMAGED', [fourth]: 'BAG-DAMAGED' })
    expect(plan()).toEqual([2, 0])
    // The line takes them as well, whichever is first.
    const wanted = nextPackets(open.station.read, { site: 'mmu', after: 0, limit: 9, now: null })
    expect(wanted.map(({ id }) => id).toSorted()).toEqual([second, fourth].toSorted())
    // Perhaps in a bag that was cut off: its drive tells, and a new export would be refused.
    await open.station.write.transaction((tx) => noteIntended(tx, 'cut off', [{ id: second, attempt: 1 }]))
    expect(work()).toEqual({ [fourth]: 'BAG-DAMAGED' })
    await open.station.write.transaction((tx) => forgetIntended(tx, 'cut off'))
    const next = await makeBag(open.station, { folder: open.temp('drive') })
    expect(next.packets).toBe(2)
    // They are on their way again.
    expect(work()).toEqual({})
    expect(plan()).toEqual([0, 2])
    // The old answer once more undoes none of it.
    expect(await takeReceipts(open.station, first.answer!)).toMatchObject({ taken: 0, known: 3, refusals: 2 })
    expect([work(), plan()]).toEqual([{}, [0, 2]])
    const again = await intake(mmu, next.folder, open.temp('back'))
    expect(again).toMatchObject({ received: 2, refused: [] })
    expect(await takeReceipts(open.station, again.answer!)).toMatchObject({ taken: 2, refusals: 0 })
    expect([bag(0), bag(1)]).toEqual([
      { state: 'answered', answered: 2, refused: 0, packets: 2 },
      { state: 'answered', answered: 5, refused: 0, packets: 5 },
    ])
    expect(new Set(ids.map((id) => statusOf(open.station.read, id)?.status))).toEqual(
      new Set(['RECEIVED_AT_CENTRAL']),
    )
    expect(uploadStatus(open.station)).toMatchObject({ waiting: 0, received: 5, workTotal: 0 })
  })

  it('of a bag that was cut off after its signature and carried off: its answer says that it was whole', async () => {
    const { id, folder } = await makeBag(open.station, { folder: open.temp('drive') })
    const [, second = ''] = ids
    damage(folder, `data/${second}.rkp`)
    // As a kill before the register leaves it; its drive is at the site.
    await open.station.write.transaction((tx) => {
      tx.run(`UPDATE bag SET state = 'making', packets = 0, bytes = 0 WHERE id = ?`, [id])
      tx.run('DELETE FROM bag_item WHERE bag = ?', [id])
      const packets = ids.map((packet) => ({ id: packet, attempt: 1 }))
      noteIntended(tx, id, packets)
    })
    const { answer } = await intake(mmu, folder, open.temp('back'))
    expect(await takeReceipts(open.station, answer!)).toMatchObject({ taken: 4, refusals: 1, refused: [] })
    expect(bag()).toEqual({ state: 'answered', answered: 4, refused: 1, packets: 5 })
    expect(work()).toEqual({ [second]: 'BAG-DAMAGED' })
    expect(plan()).toEqual([1, 0])
    expect(await takeReceipts(open.station, answer!)).toMatchObject({ taken: 0, known: 4, refusals: 1 })
  })

  it('is all of it where the bag is refused as a whole: its letter is damaged, its sender is known', async () => {
    await open.station.write.transaction((tx) => {
      tx.run(
        `INSERT INTO card (recording, state, order_id, fence, ordered_at, order_epoch) VALUES (:id, 'ordered', :id, 0, 't', (SELECT epoch FROM change_counter))`,
        { id: ids[0]! },
      )
    })
    const { folder } = await makeBag(open.station, { folder: open.temp('drive') })
    damage(folder, 'surat-pengantar.pdf')
    const fault = await faultOf(intake(mmu, folder, open.temp('back')))
    expect(fault).toMatchObject({ code: 'BAG-DAMAGED' })
    const answer = String(fault.params['answer'])
    expect(await takeReceipts(open.station, answer)).toMatchObject({ taken: 0, refusals: 5, refused: [] })
    expect(bag()).toEqual({ state: 'answered', answered: 0, refused: 5, packets: 5 })
    expect(Object.keys(work())).toHaveLength(5)
    expect(planned(open.station.read)).toMatchObject({
      packets: 5,
      exportedBefore: 0,
      orders: 1,
      ordersBefore: 0,
    })
    const next = await makeBag(open.station, { folder: open.temp('drive') })
    expect(next).toMatchObject({ packets: 5, orders: 1 })
    const again = await intake(mmu, next.folder, open.temp('back'))
    await takeReceipts(open.station, again.answer!)
    expect(uploadStatus(open.station)).toMatchObject({ waiting: 0, received: 5, workTotal: 0 })
  })

  it('nobody answers a bag whose sender is not proven', async () => {
    const { folder } = await makeBag(open.station, { folder: open.temp('drive') })
    damage(folder, 'tagmanifest-sha256.txt')
    const fault = await faultOf(intake(mmu, folder, open.temp('back')))
    expect(fault).toMatchObject({ code: 'BAG-SIGNATURE' })
    expect(fault.params).not.toHaveProperty('answer')
  })
})

interface Answering {
  readonly dinas?: SampleDinas
  /** Packets of which receipts lie beside it. */
  readonly receipts?: readonly string[]
  readonly over?: Partial<BagInput>
}

/** An answer to a bag as this site writes it. */
async function answering(
  to: string | undefined,
  said: Uint8Array | Partial<Refused>,
  { dinas = open.dinas, receipts = [], over = {} }: Answering = {},
): Promise<string> {
  const bytes =
    said instanceof Uint8Array
      ? said
      : encodeRefused({ site: 'mmu', bag: to ?? newId(open.ports.random), items: [], ...said })
  const files = receiptSources(receipts.map((packet, n) => receiptOf(open, packet, { serial: n + 1 })))
  return answerBag(open, [...files, { path: 'data/refused.json', data: bytes }], { answers: to, dinas, over })
}

const item = (packet: string, code: string, attempt = 1) => ({ packet, attempt, code })
const take = (folder: string) => takeReceipts(open.station, folder)
const kept = () => open.station.read.all('SELECT packet, code FROM bag_refusal ORDER BY packet')

describe('a refusal', () => {
  it('of the packet itself stands as one by line: a supervisor sends it again, and the same answer does not take that back', async () => {
    const made = await makeBag(open.station, { folder: open.temp('drive') })
    const [first = '', second = ''] = ids
    const answer = await answering(made.id, {
      items: [item(first, 'PACKET-CONFLICT'), item(second, 'KUNCI-TAK-DIKENAL')],
    })
    await take(answer)
    expect(work()).toEqual({ [first]: 'PACKET-CONFLICT', [second]: 'KUNCI-TAK-DIKENAL' })
    const wanted = () =>
      nextPackets(open.station.read, { site: 'mmu', after: 0, limit: 9, now: null }).map(({ id }) => id)
    expect(wanted()).not.toContain(first)
    expect(plan()).toEqual([2, 3])
    await resendPackets(open.station, { recordings: [first], reason: 'Diminta Dinas' })
    await take(answer)
    expect(wanted()).toContain(first)
    expect(work()).toEqual({ [second]: 'KUNCI-TAK-DIKENAL' })
  })

  it('of other packets, of another bag or station, of nobody, by another site, of another Dinas, or unreadable: counts for nothing', async () => {
    const made = await makeBag(open.station, { folder: open.temp('drive'), ids: ids.slice(0, 3) })
    const other = await makeBag(open.station, { folder: open.temp('drive'), ids: [ids[3]!] })
    const [first = ''] = ids
    const stranger = newId(open.ports.random)
    const one = { items: [item(first, 'BAG-DAMAGED')] }
    const code = async (folder: Promise<string>) =>
      take(await folder).then(
        ({ refusals, refused }) => [refusals, ...refused.map((file) => file.code)],
        (error: { code: string }) => error.code,
      )
    const packets = {
      items: [item(ids[3]!, 'BAG-DAMAGED'), item(stranger, 'BAG-DAMAGED'), item(first, 'BAG-DAMAGED', 2)],
    }
    expect(await code(answering(made.id, packets))).toEqual([0, 'RECEIPT-UNKNOWN-PACKET'])
    expect(await code(answering(made.id, { ...one, bag: other.id }))).toEqual([0, 'RECEIPT-BAG'])
    expect(await code(answering(stranger, { ...one, bag: stranger }))).toEqual([0, 'RECEIPT-BAG'])
    expect(await code(answering(undefined, { ...one, bag: made.id }))).toEqual([0, 'RECEIPT-BAG'])
    expect(await code(answering(made.id, { ...one, site: 'batam' }))).toEqual([0, 'RECEIPT-SITE'])
    const foreign = makeSampleDinas(open.ports.random)
    expect(await code(answering(made.id, one, { dinas: foreign }))).toBe('BAG-UNTRUSTED')
    expect(await code(answering(made.id, one, { over: { key: open.station.keys.signing } }))).toBe(
      'BAG-UNTRUSTED',
    )
    const huge = utf8(`{"format":"rekam-refused","version":1,"x":"${'x'.repeat(17 << 20)}"}`)
    expect(await code(answering(made.id, huge))).toEqual([0, 'BAG-LIMIT'])
    const head = { format: 'rekam-refused', version: 1, site: 'mmu', bag: made.id }
    const hostile = [
      { ...head, items: [{ packet: first, attempt: '1', code: 'BAG-DAMAGED' }] },
      { ...head, items: [{ packet: first, attempt: 1, code: '<b>bad</b>' }] },
      { ...head, items: [{ packet: '../../etc/passwd', attempt: 1, code: 'BAG-DAMAGED' }] },
      { ...head, items: [item(first, 'BAG-DAMAGED'), item(first, 'BAG-MISSING')] },
      { ...head, items: {} },
      { ...head, items: [] },
      { ...head, whole: 7, items: [] },
      { ...head, whole: 'BAG-TAG', items: [], more: true },
      [],
      null,
    ]
    for (const said of hostile)
      expect([said, await code(answering(made.id, utf8(`${JSON.stringify(said)}\n`)))]).toEqual([
        said,
        [0, 'FORMAT-UNREADABLE'],
      ])
    expect(await code(answering(made.id, utf8('not JSON')))).toEqual([0, 'FORMAT-UNREADABLE'])
    const newer = { format: 'rekam-refused', version: 2, bag: made.id }
    expect(await code(answering(made.id, utf8(JSON.stringify(newer))))).toEqual([0, 'FORMAT-NEWER'])
    expect([kept(), work()]).toEqual([[], {}])
    expect(plan()).toEqual([1, 4])
    // A sound one beside what is foreign counts.
    const mixed = { items: [item(first, 'BAG-DAMAGED'), item(stranger, 'BAG-DAMAGED')] }
    expect(await code(answering(made.id, mixed))).toEqual([1, 'RECEIPT-UNKNOWN-PACKET'])
    expect(kept()).toEqual([{ packet: first, code: 'BAG-DAMAGED' }])
  })

  it('undoes no receipt, whichever comes first: all orders of answers and receipts end the same', async () => {
    const made = await makeBag(open.station, { folder: open.temp('drive') })
    const [a = '', b = '', c = '', d = '', e = ''] = ids
    const answers = [
      await answering(made.id, {
        items: [item(a, 'BAG-DAMAGED'), item(b, 'PACKET-CONFLICT'), item(c, 'BAG-MISSING')],
      }),
      // Copied once more from its drive: other places are bad.
      await answering(
        made.id,
        { items: [item(d, 'BAG-DAMAGED'), item(a, 'TRUST-REVOKED')] },
        { receipts: [c] },
      ),
    ]
    const acts: (() => Promise<unknown>)[] = [
      ...answers.map((answer) => () => take(answer)),
      ...answers.map((answer) => () => take(answer)),
      ...[e, b].map(
        (packet, n) => () =>
          open.station.write.transaction((tx) =>
            fileReceipt(tx, open.station, receiptOf(open, packet, { serial: 50 + n }), 'upload'),
          ),
      ),
    ]
    const reset = () =>
      open.station.write.transaction((tx) => {
        for (const table of ['bag_refusal', 'receipt', 'upload_item']) tx.run(`DELETE FROM ${table}`)
        tx.run(`UPDATE recording_status SET status = 'BIO_CAPTURED'`)
        tx.run(`UPDATE bag SET state = 'handed-over', arrived_at = NULL`)
      })
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(acts, { minLength: acts.length }), async (order) => {
        await reset()
        for (const act of order) await act()
        expect(bag()).toEqual({ state: 'answered', answered: 3, refused: 2, packets: 5 })
        expect(ids.map((id) => statusOf(open.station.read, id)?.status)).toEqual([
          'BIO_CAPTURED',
          'RECEIVED_AT_CENTRAL',
          'RECEIVED_AT_CENTRAL',
          'BIO_CAPTURED',
          'RECEIVED_AT_CENTRAL',
        ])
        expect(new Set(Object.keys(work()))).toEqual(new Set([a, d]))
        expect(plan()).toEqual([2, 0])
      }),
      { numRuns: 40 },
    )
  })
})

it('a page is told how many packets of a bag were refused', async () => {
  const made = await makeBag(open.station, { folder: open.temp('drive') })
  await take(await answering(made.id, { whole: 'BAG-FETCH' }))
  expect(await call(exportHandlers.bags, {}, { context: open.context })).toMatchObject([
    { state: 'answered', answered: 0, refused: 5 },
  ])
})
