import { z } from 'zod'
import { forgetLocal, type LocalKey, localValue, setLocal } from '../db/local.ts'
import type { ReadDb, WriteTx } from '../db/handles.ts'

const schema = z.array(z.tuple([z.string(), z.int()]))

const keyOf = (bag: string): LocalKey => `bag-making:${bag}`
const ordersOf = (bag: string): LocalKey => `bag-orders:${bag}`

/** Notes what a bag is to hold before it is written: cut off after its signature, the drive alone knows otherwise. */
export function noteIntended(
  tx: WriteTx,
  bag: string,
  packets: readonly { readonly id: string; readonly attempt: number }[],
  orders: readonly { readonly order: string; readonly want: string }[] = [],
): void {
  setLocal(tx, keyOf(bag), JSON.stringify(packets.map(({ id, attempt }) => [id, attempt])))
  if (orders.length > 0)
    setLocal(tx, ordersOf(bag), JSON.stringify(orders.map(({ order, want }) => `${order} ${want}`)))
}

export function forgetIntended(tx: WriteTx, bag: string): void {
  forgetLocal(tx, keyOf(bag))
  forgetLocal(tx, ordersOf(bag))
}

/** What this machine meant to write into a bag; nothing where another one did. */
export function intendedFor(db: ReadDb, bag: string): { id: string; attempt: number }[] {
  const packets = schema.parse(JSON.parse(localValue(db, keyOf(bag)) ?? '[]'))
  return packets.map(([id, attempt]) => ({ id, attempt }))
}

/** Packets that may lie in a bag of which nobody knows yet whether it became whole, with their attempt. */
export function intended(db: ReadDb): Map<string, number> {
  const rows = db.all<{ value: string }>(`SELECT value FROM local WHERE key LIKE 'bag-making:%'`)
  return new Map(rows.flatMap(({ value }) => schema.parse(JSON.parse(value))))
}
