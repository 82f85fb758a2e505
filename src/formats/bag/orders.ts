import { z } from 'zod'
import { stationSchema } from '../fields.ts'
import { decodeJson, encodeJson, formatHead, type JsonFormat } from '../json.ts'
import { printOrderItem, type PrintOrderItem } from '../print/order.ts'

/** In an export: cards that the station would print, and what became of those that it was granted. Absent where there is none. */
export const ORDERS_NAME = 'ORDERS.JSN'

/** Orders that one bag carries at most. */
export const ORDERS_LIMIT = 2000

const schema = z.strictObject({
  ...formatHead('rekam-carried-orders'),
  station: stationSchema,
  items: z.array(printOrderItem).min(1).max(ORDERS_LIMIT),
})

export const carriedOrdersFormat: JsonFormat<typeof schema> = {
  name: 'rekam-carried-orders',
  version: 1,
  limit: 2 << 20,
  schema,
}

/** The print orders of a station as a tag file; undefined for none. Fault FORMAT-INVALID. */
export function encodeOrders(station: string, items: readonly PrintOrderItem[]): Uint8Array | undefined {
  if (items.length === 0) return undefined
  return encodeJson(carriedOrdersFormat, {
    format: 'rekam-carried-orders',
    version: 1,
    station,
    items: [...items],
  })
}

/** Faults FORMAT-UNREADABLE, FORMAT-NEWER. */
export function decodeOrders(bytes: Uint8Array): z.infer<typeof schema> {
  return decodeJson(carriedOrdersFormat, bytes)
}

/** Answers to them in a receipt bag: `rekam-print-answer`, each of at most PRINT_LIMIT items. */
export const PRINT_ANSWER = /^data\/print-[1-9]\d{0,3}\.json$/
/** Notices of the site, for the people at the station. */
export const NOTICE = /^data\/notice-[1-9]\d?\.(?:pdf|txt)$/
