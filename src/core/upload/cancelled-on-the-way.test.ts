import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { freePort } from '../../lib/testing/free-port.ts'
import type { WriteTx } from '../db/handles.ts'
import { amendRecording, statusOf } from '../enrolment/index.ts'
import { makeBag } from '../export/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { setLine } from './line.ts'
import { FREE_LINE } from './pace.ts'
import { uploadStatus } from './status.ts'
import { cuttingProxy, type CuttingProxy } from './testing/cutting-proxy.ts'
import { openTestSite, type TestSite } from './testing/sites.ts'
import { uploadOnce } from './upload.ts'

/** 'Salah orang' is noticed just when the packet is on its way: the centre must hear of the cancellation too. */

let open: TestStation
let mmu: TestSite
let proxy: CuttingProxy
let id: string
beforeEach(async () => {
  const port = await freePort()
  const nowhere = await freePort()
  open = await openTestStation({
    urls: { mmu: `http://127.0.0.1:${port}`, batam: `http://127.0.0.1:${nowhere}` },
    actor: { account: 'penyelia', role: 'penyelia' },
  })
  mmu = await openTestSite(open, 'mmu', 0)
  proxy = await cuttingProxy(port, () => mmu.listening.port)
  ;[id] = (await seedRecordings(open.station, 1, { bytes: 200_000 })) as [string]
})
afterEach(async () => {
  await proxy.close()
  await mmu.close()
  await open.close()
})

const cancel = () => amendRecording(open.station, id, { kind: 'cancellation', reason: 'salah orang' })
const stands = (packet: string) => statusOf(open.station.read, packet)?.status
const atCentre = (packet: string) => mmu.site.registry.holds(packet)
/** Where both packets stand here and there after all that is to go went, and what became of the case. */
async function ended(cancellation: string) {
  for (let n = 0; n < 3; n++) await uploadOnce(open.station)
  await mmu.site.work()
  const sql = `SELECT status FROM record WHERE packet = ?`
  const record = await mmu.site.registry.read.get<{ status: string }>(sql, [id])
  return {
    there: await Promise.all([atCentre(id), atCentre(cancellation)]),
    here: [stands(id), stands(cancellation)],
    printable: record?.status === 'PRINT_READY_RECORD',
  }
}
const BOTH = {
  there: [true, true],
  here: ['RECEIVED_AT_CENTRAL', 'RECEIVED_AT_CENTRAL'],
  printable: false,
}

it('in the middle of its way', async () => {
  await setLine(open.station, { ...FREE_LINE, kbits: 400, inside: 'limited', outside: 'limited' })
  const round = uploadOnce(open.station)
  while ((uploadStatus(open.station).progress?.there ?? 0) < 60_000) await sleep(10)
  const { recording } = await cancel()
  await setLine(open.station, FREE_LINE)
  await round
  expect(await ended(recording)).toEqual(BOTH)
})

it('when its last byte arrived and the answer was lost in an outage', async () => {
  proxy.loseAnswers(true)
  await uploadOnce(open.station)
  expect(await atCentre(id)).toBe(true)
  const { recording } = await cancel()
  proxy.loseAnswers(false)
  expect(await ended(recording)).toEqual(BOTH)
})

it('between the announcement and the first byte: then nothing leaves', async () => {
  const { write } = open.station
  // The cancellation is sealed just before the queue notes that the packet leaves.
  let before: Promise<unknown> | undefined
  const held = {
    ...open.station,
    write: {
      async transaction<T>(work: (tx: WriteTx) => T): Promise<T> {
        before ??= cancel()
        await before
        return write.transaction(work)
      },
    },
  }
  await uploadOnce(held)
  expect(await atCentre(id)).toBe(false)
  expect(stands(id)).toBe('UNREGISTERED')
  expect(open.station.read.all('SELECT packet FROM upload_item')).toEqual([])
})

it('while a bag is being written: the cancellation follows by line or in the next bag', async () => {
  const { write } = open.station
  let n = 0
  let cancelled: Promise<{ recording: string }> | undefined
  const held = {
    ...open.station,
    write: {
      async transaction<T>(work: (tx: WriteTx) => T): Promise<T> {
        // The second is the entry of a bag that lies on the drive already.
        if (++n === 2) await (cancelled = cancel())
        return write.transaction(work)
      },
    },
  }
  const bag = await makeBag(held, { folder: open.temp('drive') })
  expect(bag.packets).toBe(1)
  const { recording } = await cancelled!
  expect(stands(recording)).toBe('BIO_CAPTURED')
  const next = await makeBag(open.station, { folder: open.temp('drive') })
  expect(next.packets).toBe(1)
  await uploadOnce(open.station)
  expect(await atCentre(recording)).toBe(true)
})

it('while a bag is being begun: it does not go along', async () => {
  const { write } = open.station
  let cancelled: Promise<unknown> | undefined
  const held = {
    ...open.station,
    write: {
      async transaction<T>(work: (tx: WriteTx) => T): Promise<T> {
        cancelled ??= cancel()
        await cancelled
        return write.transaction(work)
      },
    },
  }
  await expect(makeBag(held, { folder: open.temp('drive') })).rejects.toMatchObject({
    code: 'EXPORT-NOTHING',
  })
})
