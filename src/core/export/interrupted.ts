import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type CheckedBag, readBag } from '../../formats/bag/check.ts'
import { decodeOrders } from '../../formats/bag/orders.ts'
import { PAYLOAD } from '../../formats/bag/plan.ts'
import { PACKET_SUFFIX } from '../../formats/volume/order.ts'
import { errnoOf, isFault } from '../../lib/fault.ts'
import type { WriteTx } from '../db/handles.ts'
import type { Station } from '../station.ts'
import { forgetIntended, intendedFor } from './intended.ts'
import { noteStep } from './life.ts'
import { placeOf } from './place.ts'
import { anyBag, type BagRow, enterBag, unfinishedBags } from './queries.ts'
import { isBeingMade } from './running.ts'

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ENOTCONN', 'EIO'].includes(errnoOf(error) ?? '')) return false
    throw error
  }
}

/** Whether the medium on which a bag was begun is here: an empty mount point is not the drive (BACKUP: crash lab). */
async function mediumIsHere(station: Station, { folder, volume }: BagRow): Promise<boolean> {
  const parent = dirname(folder)
  const { volume: found } = await placeOf(station.ports, parent)
  return found === volume && (await isThere(parent))
}

/** The bag as it lies there, if it is whole and the very one that was begun. */
async function wholeBag(station: Station, { id, seq, folder }: BagRow): Promise<CheckedBag | undefined> {
  try {
    const found = await readBag(folder, station.trust)
    return found.info.id === id && found.info.sequence === seq ? found : undefined
  } catch (error) {
    if (!isFault(error) || error.code === 'DISK-GONE') throw error
    return undefined
  }
}

async function settle(station: Station, row: BagRow): Promise<boolean> {
  if (isBeingMade(row.id) || !(await mediumIsHere(station, row))) return false
  let found: CheckedBag | undefined
  try {
    found = await wholeBag(station, row)
  } catch (error) {
    if (isFault(error, 'DISK-GONE')) return false
    throw error
  }
  await station.write.transaction((tx) => {
    if (anyBag(tx, row.id)?.state !== 'making') return
    forgetIntended(tx, row.id)
    if (!found) {
      tx.run(`UPDATE bag SET state = 'unused' WHERE id = ?`, [row.id])
      noteStep(tx, station, row.id, { state: 'unused', note: 'terputus' })
      return
    }
    const { payload, attempts, orders } = found
    const ids = payload.flatMap(({ path }) =>
      path.endsWith(PACKET_SUFFIX) ? [path.slice(PAYLOAD.length, -PACKET_SUFFIX.length)] : [],
    )
    const bytes = payload.reduce((sum, file) => sum + file.bytes, 0)
    enterBag(
      tx,
      { id: row.id, bytes },
      ids.map((id) => ({ id, attempt: attempts.get(id) ?? 1 })),
      orders === null ? [] : decodeOrders(orders).items,
    )
    noteStep(tx, station, row.id, { state: 'made', note: 'dikenali setelah terputus' })
  })
  return true
}

/**
 * A site answers a bag that was cut off here and carried off: it was whole, wherever its drive is, and held what it was to hold. What was left out of it
 * has neither receipt nor refusal, and goes along again where a bag is late.
 */
export function enterAnswered(tx: WriteTx, station: Station, bag: string): void {
  if (anyBag(tx, bag)?.state !== 'making' || isBeingMade(bag)) return
  const packets = intendedFor(tx, bag)
  const sum =
    'SELECT coalesce(sum(bytes), 0) AS bytes FROM recording WHERE id IN (SELECT value FROM json_each(?))'
  const { bytes } = tx.get<{ bytes: number }>(sum, [JSON.stringify(packets.map(({ id }) => id))])!
  forgetIntended(tx, bag)
  enterBag(tx, { id: bag, bytes }, packets, [])
  noteStep(tx, station, bag, { state: 'made', note: 'dikenali dari jawabannya' })
}

/**
 * Judges bags that were cut off while they were written, wherever their medium is here: one that is whole and signed is entered, as a kill
 * between signature and register left it; any other became no bag, and its number is not used again. Answers how many were judged.
 */
export async function settleInterrupted(station: Station): Promise<number> {
  let settled = 0
  for (const row of unfinishedBags(station.read)) settled += (await settle(station, row)) ? 1 : 0
  if (settled > 0) station.changed('export')
  return settled
}
