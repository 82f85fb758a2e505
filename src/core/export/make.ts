import { join, resolve } from 'node:path'
import type { MadeBag } from '../../contract/export.ts'
import type { BagInfo } from '../../formats/bag/info.ts'
import { encodeOrders } from '../../formats/bag/orders.ts'
import { encodeRest } from '../../formats/bag/rest.ts'
import { type WrittenBag, writeBag } from '../../formats/bag/write.ts'
import { newId } from '../../formats/id.ts'
import { Turns } from '../../lib/turns.ts'
import type { PrintOrderItem } from '../../formats/print/order.ts'
import { recordAct } from '../audit/index.ts'
import { refuse } from '../refuse.ts'
import { refuseOwnFolder } from '../save-place.ts'
import type { Station } from '../station.ts'
import { chosenPackets, stillChosen, type Wish } from './choose.ts'
import { fitting, roomForBag } from './fit.ts'
import { forgetIntended, noteIntended } from './intended.ts'
import { settleInterrupted } from './interrupted.ts'
import { bagName } from './letter-data.ts'
import { letterPdf } from './letter-pdf.ts'
import { noteStep } from './life.ts'
import { listBags } from './list.ts'
import { ordersForBag } from './orders.ts'
import { freeIn, type Place, placeOf } from './place.ts'
import {
  enterBag,
  firstNumber,
  type NewBag,
  openSeries,
  type Packet,
  reserveBag,
  skippedNumbers,
  unusedNumbers,
} from './queries.ts'
import { whileMaking } from './running.ts'
import { type Sorted, soundFiles } from './sound.ts'

/** What to export, and where to. */
export interface MakeWish extends Wish {
  readonly folder: string
  /** Bytes that the bag may take on its medium, where that is smaller than what is free in the folder. */
  readonly size?: number | undefined
}

/** By the store: whoever sits at the desk, one at a time. */
const making = new WeakMap<Station['write'], Turns>()

/**
 * Makes a bag in a new folder below `folder`: `REKAM-<STATION>-<number>`. Payload, tag files, all read back, then the signature, then the
 * register; what a kill cuts off is judged at the next start. What does not fit onto the medium is counted in `more` and goes into the
 * next part. Print orders and results go along, alone where nothing else waits. Packets that are damaged here are left out, and go on
 * waiting. One at a time. EXPORT-NOTHING, EXPORT-AGAIN, EXPORT-INTERRUPTED, EXPORT-SMALL,
 * EXPORT-DAMAGED, NOT-FOUND, FILE-MISSING, DISK-*.
 */
export async function makeBag(station: Station, wish: MakeWish): Promise<MadeBag> {
  const turns = making.get(station.write) ?? new Turns()
  making.set(station.write, turns)
  return turns.take(() => make(station, wish))
}

/** A bag as it is being made: all of it but what only its files will say. */
type Begun = NewBag & { readonly seq: number; readonly rest: string | undefined }

async function make(station: Station, wish: MakeWish): Promise<MadeBag> {
  const { ports } = station
  const parent = resolve(wish.folder)
  await refuseOwnFolder(station.paths, wish.folder)
  await settleInterrupted(station)
  const all = chosenPackets(station.read, wish)
  const orders = await ordersForBag(station)
  const free = await freeIn(ports, parent)
  const size = Math.min(free, wish.size ?? free)
  const packets = fitting(all, size)
  const fits = all.length === 0 ? roomForBag(size) : packets.length > 0
  if (!fits) throw refuse('EXPORT-SMALL', { free })
  const place = await placeOf(ports, parent)
  const id = newId(ports.random)
  return whileMaking(id, async () => {
    const begun = await begin(station, { id, parent, place, wish, all, packets, orders })
    const { bag } = begun
    const sorted: Sorted = { taken: [], damaged: [] }
    const { bytes, via } = await cleanly(station, bag, () =>
      write(station, bag, { parent, place }, { packets: begun.packets, orders }, sorted),
    )
    const { taken, damaged } = sorted
    await station.write.transaction((tx) => {
      enterBag(tx, { id, bytes }, taken, orders)
      forgetIntended(tx, id)
      noteStep(tx, station, id, { state: 'made' })
      recordAct(tx, station, 'export.entered', id, {
        seq: bag.seq,
        packets: taken.length,
        orders: orders.length,
        via,
        left: damaged,
      })
    })
    for (const { id: packet, code } of damaged) ports.log.error('packet left out of a bag', { packet, code })
    station.changed('export')
    return { ...listBags(station, id)[0]!, leftOut: damaged }
  })
}

interface Beginning {
  readonly id: string
  readonly parent: string
  readonly place: Place
  readonly wish: MakeWish
  /** What was chosen, and what of it fits. */
  readonly all: readonly Packet[]
  readonly packets: readonly Packet[]
  readonly orders: readonly PrintOrderItem[]
}

/** Of all that was chosen, what waits for a further part. */
function remaining(all: readonly Packet[], packets: readonly Packet[]): Packet[] {
  const taken = new Set(packets.map(({ id }) => id))
  return all.filter(({ id }) => !taken.has(id))
}

/** Number, contents and audit first, so that no two bags ever bear one number, whatever is cut off where. */
async function begin(
  station: Station,
  { id, parent, place, wish, all, packets, orders }: Beginning,
): Promise<{ bag: Begun; packets: readonly Packet[] }> {
  const { ports, epoch, actor, code } = station
  const before = openSeries(station.read)
  return station.write.transaction((tx) => {
    const may = stillChosen(tx, wish, all)
    const still = packets.filter((packet) => may.has(packet.id))
    if (still.length + orders.length === 0) throw refuse('EXPORT-NOTHING')
    const rest = remaining(all, packets).filter((packet) => may.has(packet.id))
    const more = rest.length
    const bag = {
      id,
      epoch: epoch.id,
      made_at: ports.now().toISOString(),
      reason: wish.again ?? null,
      operator: actor.account,
      series: before?.series ?? (more > 0 ? newId(ports.random) : null),
      part: before ? before.part + 1 : 1,
      more,
      volume: place.volume,
    }
    const numbered = reserveBag(tx, bag, (seq) => join(parent, bagName(code, seq)))
    noteIntended(tx, id, still, orders)
    recordAct(tx, station, 'export.begun', id, {
      seq: numbered.seq,
      packets: still.length,
      reason: bag.reason,
    })
    return { bag: { ...bag, ...numbered, rest: encodeRest(rest) }, packets: still }
  })
}

/** A bag that failed was removed again by who wrote it: its number becomes unused at once. Of a drive that is gone nobody knows. */
async function cleanly<T>(station: Station, { id }: Begun, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'DISK-GONE'
    if (!gone) {
      await station.write.transaction((tx) => {
        tx.run(`UPDATE bag SET state = 'unused' WHERE id = ?`, [id])
        forgetIntended(tx, id)
        noteStep(tx, station, id, {
          state: 'unused',
          note: error instanceof Error ? error.message.slice(0, 200) : '',
        })
      })
    }
    throw error
  }
}

function infoOf(station: Station, bag: Begun): Omit<BagInfo, 'oxum' | 'count'> {
  const unused = unusedNumbers(station.read, bag.epoch)
  const skipped = skippedNumbers(station.read)
  return {
    kind: 'export',
    id: bag.id,
    sequence: bag.seq,
    at: bag.made_at,
    station: station.code,
    epoch: bag.epoch,
    ...(bag.series === null ? {} : { series: bag.series, part: bag.part, more: bag.more }),
    ...(bag.rest === undefined ? {} : { rest: bag.rest }),
    ...(unused.length === 0 ? {} : { unused: unused.join(',') }),
    first: firstNumber(station.read, bag.epoch),
    ...(skipped === '' ? {} : { skipped }),
  }
}

interface Contents {
  readonly packets: readonly Packet[]
  readonly orders: readonly PrintOrderItem[]
}

async function write(
  station: Station,
  bag: Begun,
  { parent, place }: { parent: string; place: Place },
  { packets, orders }: Contents,
  sorted: Sorted,
): Promise<WrittenBag> {
  const { code, keys } = station
  const target = { parent, name: bagName(code, bag.seq), mount: place.mount }
  return writeBag(target, soundFiles(station, packets, sorted), async (payload) => {
    const { taken } = sorted
    if (taken.length + orders.length === 0) throw refuse('EXPORT-DAMAGED', { count: sorted.damaged.length })
    const bytes = payload.reduce((sum, file) => sum + file.bytes, 0)
    return {
      info: infoOf(station, bag),
      letter: await letterPdf(
        station,
        { ...bag, packets: taken.length, bytes, orders: orders.length },
        taken,
      ),
      attempts: new Map(taken.map(({ id, attempt }) => [id, attempt])),
      orders: encodeOrders(code, orders),
      certificates: keys.certificates,
      key: keys.signing,
    }
  })
}
