import { z } from 'zod'
import { seqSchema } from '../fields.ts'
import { idSchema } from '../id.ts'
import { decodeJson, encodeJson, formatHead, type JsonFormat, unreadable } from '../json.ts'

/** In an export: which sending each packet is. Absent where all are the first. */
export const ATTEMPTS_NAME = 'ATTEMPTS.JSN'

const schema = z.strictObject({
  ...formatHead('rekam-attempts'),
  items: z.array(z.strictObject({ packet: idSchema, attempt: seqSchema })).max(100_000),
})

export const attemptsFormat: JsonFormat<typeof schema> = {
  name: 'rekam-attempts',
  version: 1,
  limit: 8 << 20,
  schema,
}

/** The packets that are sent again after a reset, by id; undefined where there is none. */
export function encodeAttempts(attempts: ReadonlyMap<string, number>): Uint8Array | undefined {
  const items = [...attempts]
    .filter(([, attempt]) => attempt > 1)
    .map(([packet, attempt]) => ({ packet, attempt }))
    .toSorted((a, b) => (a.packet < b.packet ? -1 : 1))
  return items.length === 0
    ? undefined
    : encodeJson(attemptsFormat, { format: 'rekam-attempts', version: 1, items })
}

/** Attempt by packet; one that is not named is at its first. Faults FORMAT-UNREADABLE, FORMAT-NEWER. */
export function decodeAttempts(bytes: Uint8Array): Map<string, number> {
  const { items } = decodeJson(attemptsFormat, bytes)
  const attempts = new Map(items.map(({ packet, attempt }) => [packet, attempt]))
  if (attempts.size !== items.length) throw unreadable('rekam-attempts', 'packet twice')
  return attempts
}
