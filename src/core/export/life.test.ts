import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readBag } from '../../formats/bag/check.ts'
import { verifyAudit } from '../audit/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { noteIntended } from './intended.ts'
import { exportHandlers, listBags, makeBag, overdueBags, planned, settleInterrupted } from './index.ts'

let open: TestStation
let drive: string
beforeEach(async () => {
  open = await openTestStation({ actor: { account: 'penyelia', role: 'penyelia' } })
  drive = open.temp('drive')
  await seedRecordings(open.station, 3, { bytes: 3000 })
})
afterEach(() => open.close())

const code = (expected: string): Error => expect.objectContaining({ code: expected }) as Error
const states = () => listBags(open.station).map(({ state }) => state)
const refused = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error: { data?: { code: string }; code?: string }) => error.data?.code ?? error.code,
  )

describe('the life of a bag', () => {
  it('is told step by step: made, handed over, handed on, arrived', async () => {
    const { id: bag } = await makeBag(open.station, { folder: drive })
    const hand = { bag, to: 'Contoh Kurir', telephone: '+62 812 0000 0000' }
    const handOver = (input: typeof hand) => call(exportHandlers.handOver, input, { context: open.context })
    expect(await handOver(hand)).toMatchObject({
      state: 'handed-over',
      handedTo: 'Contoh Kurir',
      overdue: null,
    })
    await handOver(hand)
    await handOver({ ...hand, to: 'Contoh Sopir' })
    open.ports.clock.advance(8 * 24 * 3600_000)
    expect(listBags(open.station)[0]?.overdue?.step).toBe('arrive')
    const arrived = () =>
      call(exportHandlers.arrived, { bag, who: 'Contoh Penerima' }, { context: open.context })
    expect(await arrived()).toMatchObject({ state: 'arrived', overdue: null })
    await arrived()
    const history = await call(exportHandlers.history, { bag }, { context: open.context })
    expect(history.map(({ state, who }) => [state, who])).toEqual([
      ['made', null],
      ['handed-over', 'Contoh Kurir'],
      ['handed-over', 'Contoh Sopir'],
      ['arrived', 'Contoh Penerima'],
    ])
    expect(await refused(handOver(hand))).toBe('EXPORT-STEP')
    expect(verifyAudit(open.station.read).sound).toBe(true)
  })

  it('says from where its epoch counts, and which numbers nobody needs to wait for: those that are lost', async () => {
    const made = async () => {
      const { id: bag, folder } = await makeBag(open.station, { folder: drive, again: 'Drive hilang' })
      const { first, skipped } = (await readBag(folder, open.station.trust)).info
      return { bag, says: [first, skipped] }
    }
    const { bag, says } = await made()
    expect(says).toEqual([1, undefined])
    await call(exportHandlers.lost, { bag, reason: 'Jatuh ke laut' }, { context: open.context })
    expect((await made()).says).toEqual([1, '1'])
  })

  it('lost: a supervisor alone says so; its packets go out again, and it may turn up', async () => {
    const { id: bag } = await makeBag(open.station, { folder: drive })
    const lose = () =>
      call(exportHandlers.lost, { bag, reason: 'Dicuri di pelabuhan' }, { context: open.context })
    const supervisor = open.station.actor
    Object.assign(open.station, { actor: { account: 'operator', role: 'operator' } })
    expect(await refused(lose())).toBe('EXPORT-SUPERVISOR')
    expect(states()).toEqual(['made'])
    Object.assign(open.station, { actor: supervisor })
    expect(await lose()).toMatchObject({ state: 'lost' })
    expect((await makeBag(open.station, { folder: drive })).packets).toBe(3)
    await call(exportHandlers.arrived, { bag, who: 'Contoh' }, { context: open.context })
    expect(states()).toEqual(['made', 'arrived'])
  })
})

describe('a medium that is too small', () => {
  it('gets what fits; the rest follows in parts of one series', async () => {
    open.ports.setSpace({ free: (4 << 20) + 2 * 268_000, bytes: 1e9 })
    const first = await makeBag(open.station, { folder: drive })
    expect(first).toMatchObject({ packets: 2, part: 1, more: 1 })
    const second = await makeBag(open.station, { folder: drive })
    expect(second).toMatchObject({ packets: 1, part: 2, more: 0 })
    const [one, two] = await Promise.all(
      [first, second].map(({ folder }) => readBag(folder, open.station.trust)),
    )
    expect(one?.info).toMatchObject({ part: 1, more: 1 })
    expect(two?.info).toMatchObject({ part: 2, more: 0, series: one?.info.series })
    await seedRecordings(open.station, 1, { from: 9, bytes: 3000 })
    expect(await makeBag(open.station, { folder: drive })).toMatchObject({ part: 1, more: 0 })
  })
})

describe('a bag that was cut off between its signature and the register', () => {
  /** As the kill leaves it: whole on the drive, unknown to the register. */
  async function cutOff(): Promise<{ id: string; folder: string }> {
    const { id, folder } = await makeBag(open.station, { folder: drive })
    const items = open.station.read.all<{ packet: string }>('SELECT packet FROM bag_item WHERE bag = ?', [id])
    const orders = open.station.read.all<{ order: string; want: string }>(
      'SELECT order_id AS "order", want FROM bag_order WHERE bag = ?',
      [id],
    )
    await open.station.write.transaction((tx) => {
      tx.run(`UPDATE bag SET state = 'making', packets = 0, bytes = 0 WHERE id = ?`, [id])
      for (const table of ['bag_item', 'bag_order']) tx.run(`DELETE FROM ${table} WHERE bag = ?`, [id])
      noteIntended(
        tx,
        id,
        items.map(({ packet }) => ({ id: packet, attempt: 1 })),
        orders,
      )
    })
    return { id, folder }
  }

  it('its print orders wait for its drive as its packets do, and it alone raises the alarm', async () => {
    await open.station.write.transaction((tx) => {
      tx.run("UPDATE recording_status SET status = 'PRINT_READY_RECORD'")
      tx.run(`INSERT INTO card (recording, state, order_id, fence, ordered_at, order_epoch)
        SELECT id, 'ordered', id, 0, 't', epoch FROM recording WHERE seq = 1`)
    })
    const { folder } = await cutOff()
    renameSync(drive, `${drive}-away`)
    expect(planned(open.station.read)).toMatchObject({ orders: 0, ordersInterrupted: 1, interrupted: 3 })
    await expect(makeBag(open.station, { folder: open.temp('other') })).rejects.toThrow(
      code('EXPORT-INTERRUPTED'),
    )
    open.ports.clock.advance(4 * 24 * 3600_000)
    expect(overdueBags(open.station)).toMatchObject({ count: 1 })
    renameSync(`${drive}-away`, drive)
    expect(await settleInterrupted(open.station)).toBe(1)
    expect(listBags(open.station)).toMatchObject([{ folder, state: 'made', packets: 3, orders: 1 }])
    expect(planned(open.station.read)).toMatchObject({ orders: 0, ordersBefore: 1, ordersInterrupted: 0 })
  })

  it('its print orders go along with the next one once it became no bag', async () => {
    await open.station.write.transaction((tx) =>
      tx.run(`INSERT INTO card (recording, state, order_id, fence, ordered_at, order_epoch)
        SELECT id, 'ordered', id, 0, 't', epoch FROM recording WHERE seq = 1`),
    )
    const { id: bag } = await cutOff()
    await call(exportHandlers.lost, { bag, reason: 'Drive rusak' }, { context: open.context })
    expect(planned(open.station.read)).toMatchObject({ packets: 3, orders: 1, ordersInterrupted: 0 })
    expect(await makeBag(open.station, { folder: open.temp('other') })).toMatchObject({ orders: 1 })
  })

  it('what it is to carry of cards is noted before it is written', async () => {
    await open.station.write.transaction((tx) =>
      tx.run(`INSERT INTO card (recording, state, order_id, fence, ordered_at, order_epoch)
        SELECT id, 'ordered', id, 0, 't', epoch FROM recording WHERE seq = 1`),
    )
    const noted = () => open.station.read.all("SELECT value FROM local WHERE key LIKE 'bag-orders:%'")
    const making = makeBag(open.station, { folder: drive })
    await expect
      .poll(noted, { interval: 1 })
      .toEqual([{ value: expect.stringMatching(/^\["[0-7][0-9a-z]{25} grant"\]$/) }])
    expect(planned(open.station.read)).toMatchObject({ orders: 0, ordersBefore: 1, ordersInterrupted: 0 })
    await making
    expect(noted()).toEqual([])
  })

  it('is recognised at the next start', async () => {
    await cutOff()
    expect(states()).toEqual(['interrupted'])
    expect(planned(open.station.read)).toMatchObject({ packets: 0, exportedBefore: 0, interrupted: 3 })
    expect(await settleInterrupted(open.station)).toBe(1)
    expect(listBags(open.station)).toMatchObject([{ state: 'made', packets: 3 }])
    expect(await settleInterrupted(open.station)).toBe(0)
  })

  it('waits for its drive, and goes out again only with a reason until then', async () => {
    const { folder } = await cutOff()
    renameSync(drive, `${drive}-away`)
    expect(await settleInterrupted(open.station)).toBe(0)
    const other = open.temp('other')
    await expect(makeBag(open.station, { folder: other })).rejects.toThrow(code('EXPORT-INTERRUPTED'))
    renameSync(`${drive}-away`, drive)
    renameSync(join(folder, 'data'), join(folder, 'gone'))
    expect(await settleInterrupted(open.station)).toBe(1)
    expect(states()).toEqual(['unused'])
    const next = await makeBag(open.station, { folder: other })
    expect(next).toMatchObject({ seq: 2, packets: 3 })
    expect((await readBag(next.folder, open.station.trust)).info.unused).toBe('1')
  })

  it('is said on every screen once nobody plugged its drive in for the days of a hand-over, until it is judged', async () => {
    await cutOff()
    renameSync(drive, `${drive}-away`)
    open.ports.clock.advance(2 * 24 * 3600_000)
    expect(overdueBags(open.station)).toEqual({ count: 0, oldest: null })
    open.ports.clock.advance(2 * 24 * 3600_000)
    expect(listBags(open.station)[0]?.overdue?.step).toBe('interrupted')
    expect(overdueBags(open.station)).toMatchObject({ count: 1 })
    renameSync(`${drive}-away`, drive)
    await settleInterrupted(open.station)
    expect(listBags(open.station)[0]?.overdue?.step).toBe('hand-over')
    await call(
      exportHandlers.lost,
      { bag: listBags(open.station)[0]!.id, reason: 'Drive rusak' },
      { context: open.context },
    )
    expect(overdueBags(open.station)).toEqual({ count: 0, oldest: null })
  })

  it('whose drive never comes back is declared so by a supervisor', async () => {
    const { id: bag } = await cutOff()
    await call(exportHandlers.lost, { bag, reason: 'Drive rusak' }, { context: open.context })
    expect(states()).toEqual(['unused'])
    expect(planned(open.station.read).packets).toBe(3)
  })
})
