import { createHmac } from 'node:crypto'
import type { Station } from '../../station.ts'

type Keyed = { readonly keys: Pick<Station['keys'], 'store'> }

/** Names a resident for the page without the NIK: the place in the list, and a tag that only this station can make of the NIK. */
export function residentKey({ keys }: Keyed, { id, nik }: { id: number; nik: string }): string {
  const tag = createHmac('sha256', keys.store).update(`resident ${nik}`).digest('hex').slice(0, 16)
  return `${id}.${tag}`
}

/** The place that a key names. */
export function placeOf(key: string): number {
  return Number(key.slice(0, key.indexOf('.')))
}
