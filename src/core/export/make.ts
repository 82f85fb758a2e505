import { resolve } from 'node:path'
import type { MadeBag } from '../../contract/export.ts'
import { type WrittenBag, writeBag } from '../../formats/bag/write.ts'
import { newId } from '../../formats/id.ts'
import { recordAct } from '../audit/index.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { chosenPackets, type Wish } from './choose.ts'
import { bagName } from './letter-data.ts'
import { letterPdf } from './letter-pdf.ts'
import { checkPlace, mountOf } from './place.ts'
import { type BagRow, enterBag, listBags, type Packet, reserveBag } from './queries.ts'
import { type Sorted, soundFiles } from './sound.ts'

const making = new WeakMap<Station, Promise<unknown>>()

/**
 * Makes a bag in a new folder below `folder`: `REKAM-<STATION>-<number>`. Payload, tag files, all read back, then the signature, then the
 * register: what a kill cuts off is no bag, and its number is not used again. Packets that are damaged here are left out, and go on
 * waiting. One at a time. EXPORT-NOTHING, EXPORT-AGAIN, EXPORT-DAMAGED, NOT-FOUND, FILE-MISSING, DISK-*.
 */
export async function makeBag(station: Station, wish: Wish & { readonly folder: string }): Promise<MadeBag> {
  const before = making.get(station) ?? Promise.resolve()
  const mine = before.then(
    () => make(station, wish),
    () => make(station, wish),
  )
  making.set(station, mine)
  return mine
}

/** A bag as it is being made: all of it but what only its files will say. */
type Begun = Pick<BagRow, 'id' | 'epoch' | 'seq' | 'made_at' | 'reason' | 'operator'>

async function make(station: Station, wish: Wish & { readonly folder: string }): Promise<MadeBag> {
  const { ports } = station
  const folder = resolve(wish.folder)
  const packets = chosenPackets(station.read, wish)
  await checkPlace(ports, folder, packets)
  const bag = await begin(station, wish.again ?? null, packets.length)
  const sorted: Sorted = { taken: [], damaged: [] }
  const { folder: path, bytes, via } = await write(station, bag, folder, packets, sorted)
  const { taken, damaged } = sorted
  await station.write.transaction((tx) => {
    enterBag(tx, { id: bag.id, folder: path, bytes }, taken)
    recordAct(tx, station, 'export.made', bag.id, { seq: bag.seq, packets: taken.length, via, left: damaged })
  })
  for (const { id, code } of damaged) ports.log.error('packet left out of a bag', { packet: id, code })
  station.changed('export')
  return { ...listBags(station.read, bag.id)[0]!, leftOut: damaged }
}

/** Number and audit first, so that no two bags ever bear one number, whatever is cut off where. */
async function begin(station: Station, reason: string | null, packets: number): Promise<Begun> {
  const { ports, epoch, actor } = station
  const id = newId(ports.random)
  const bag = { id, epoch: epoch.id, made_at: ports.now().toISOString(), reason, operator: actor.account }
  return station.write.transaction((tx) => {
    const seq = reserveBag(tx, bag)
    recordAct(tx, station, 'export.begun', id, { seq, packets, reason })
    return { ...bag, seq }
  })
}

async function write(
  station: Station,
  bag: Begun,
  folder: string,
  packets: readonly Packet[],
  sorted: Sorted,
): Promise<WrittenBag> {
  const { code, keys } = station
  const place = { parent: folder, name: bagName(code, bag.seq), mount: await mountOf(station.ports, folder) }
  return writeBag(place, soundFiles(station, packets, sorted), async (payload) => {
    const { taken } = sorted
    if (taken.length === 0) throw refuse('EXPORT-DAMAGED', { count: sorted.damaged.length })
    const bytes = payload.reduce((sum, file) => sum + file.bytes, 0)
    return {
      info: {
        kind: 'export',
        id: bag.id,
        sequence: bag.seq,
        at: bag.made_at,
        station: code,
        epoch: bag.epoch,
      },
      letter: await letterPdf(station, { ...bag, packets: taken.length, bytes }, taken),
      attempts: new Map(taken.map(({ id, attempt }) => [id, attempt])),
      certificates: keys.certificates,
      key: keys.signing,
    }
  })
}
