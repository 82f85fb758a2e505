import { z } from 'zod'
import { Fault } from '../../lib/fault.ts'
import { idSchema } from '../id.ts'
import { seqSchema, stationSchema } from '../fields.ts'

/** What a signature is for. A signature made for one purpose counts for no other. */
export const PURPOSES = [
  'packet',
  'commit',
  'state',
  'profile',
  'receipt',
  'bag',
  'report',
  'update',
  'head',
  'certificate',
] as const

export type Purpose = (typeof PURPOSES)[number]

/** What a signature says about the bytes it covers, in its trusted comment. */
export interface Stamp {
  readonly purpose: Purpose
  readonly station?: string
  readonly epoch?: string
  readonly seq?: number
  readonly id?: string
}

type Field = 'station' | 'epoch' | 'seq' | 'id'

/** Without these a signature of the purpose says too little to be held against what it signs. */
const REQUIRED: Record<Purpose, readonly Field[]> = {
  packet: ['station', 'epoch', 'seq', 'id'],
  commit: ['station', 'epoch', 'seq', 'id'],
  head: ['station', 'epoch', 'seq', 'id'],
  state: ['station', 'epoch', 'seq'],
  receipt: ['seq', 'id'],
  bag: ['seq'],
  profile: ['seq'],
  certificate: ['seq'],
  report: [],
  update: [],
}

const FIELDS = {
  station: stationSchema,
  epoch: idSchema,
  seq: seqSchema,
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
} as const

const NAMES = Object.keys(FIELDS) as Field[]
const SPELT = /^rekam:([a-z]+):v1((?: [a-z]+=[A-Za-z0-9._-]+)*)$/
const LIMIT = 250

/**
 * The trusted comment `rekam:<purpose>:v1 station=.. epoch=.. seq=.. id=..` (FORMATS.md, 'Signatures'): fields in this order, those
 * left out that do not apply. Fault FORMAT-INVALID if a field is wrong or one that the purpose requires is missing.
 */
export function formatStamp(stamp: Stamp): string {
  const why = misfit(stamp)
  if (why !== undefined) throw new Fault('FORMAT-INVALID', { format: 'stamp', why })
  const fields = NAMES.filter((name) => stamp[name] !== undefined).map((name) => ` ${name}=${stamp[name]}`)
  return `rekam:${stamp.purpose}:v1${fields.join('')}`
}

/** Reads a trusted comment; Fault FORMAT-UNREADABLE for all that formatStamp never writes. */
export function parseStamp(comment: string): Stamp {
  const found = comment.length <= LIMIT ? SPELT.exec(comment) : null
  if (found === null) throw unstamped('spelling')
  const purpose = PURPOSES.find((known) => known === found[1])
  if (purpose === undefined) throw unstamped('purpose')
  const pairs = (found[2] ?? '').split(' ').slice(1)
  const fields = new Map(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  )
  const seq = fields.get('seq')
  const stamp: Stamp = {
    purpose,
    ...optional('station', fields.get('station')),
    ...optional('epoch', fields.get('epoch')),
    ...optional('seq', seq === undefined ? undefined : Number(seq)),
    ...optional('id', fields.get('id')),
  }
  const why = misfit(stamp)
  if (why !== undefined) throw unstamped(why)
  // One spelling alone: order, no field twice, none unknown, no leading zeros.
  if (formatStamp(stamp) !== comment) throw unstamped('spelling')
  return stamp
}

function misfit(stamp: Stamp): string | undefined {
  const missing = REQUIRED[stamp.purpose].find((name) => stamp[name] === undefined)
  return (
    missing ?? NAMES.find((name) => stamp[name] !== undefined && !FIELDS[name].safeParse(stamp[name]).success)
  )
}

function optional<K extends Field, V>(name: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, V>)
}

function unstamped(why: string): Fault {
  return new Fault('FORMAT-UNREADABLE', { format: 'stamp', why })
}
