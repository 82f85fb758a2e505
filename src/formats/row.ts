import { base64, unbase64 } from '../lib/bytes.ts'
import { Fault, isFault } from '../lib/fault.ts'
import { unreadable } from './json.ts'

/** A value of the database as it travels. Numbers are finite. */
export type Value = string | number | null | Uint8Array
export type Row = Readonly<Record<string, Value>>

/** Bytes inside JSON, as the database's own change triggers write them. */
export type SpeltBytes = { readonly $bytes: string }
/** What an encoder takes: bytes as such, or already spelt. */
export type RowInput = Readonly<Record<string, Value | SpeltBytes>>

/** A table or a column: no quoting needed anywhere, no prototype's name with underscores. */
export const SQL_NAME = /^[a-z][a-z0-9_]{0,62}$/
const COLUMNS = 200

/** The row ready for JSON; `spell` says how bytes are written. Fault FORMAT-INVALID {format, why}. */
export function spellRow(format: string, row: RowInput, spell: (bytes: Uint8Array) => object): object {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      if (!SQL_NAME.test(column)) throw new Fault('FORMAT-INVALID', { format, why: 'column' })
      return [column, spellValue(format, value, spell)]
    }),
  )
}

function spellValue(format: string, value: unknown, spell: (bytes: Uint8Array) => object): unknown {
  if (value === null || typeof value === 'string') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (value instanceof Uint8Array) return spell(value)
  const spelt = onlyKey(value, '$bytes')
  if (spelt !== undefined)
    return spell(bytesOf(spelt, () => new Fault('FORMAT-INVALID', { format, why: 'base64' })))
  throw new Fault('FORMAT-INVALID', { format, why: 'value' })
}

/** A row out of JSON; `read` takes the object that stands for bytes. Fault FORMAT-UNREADABLE {format, why}. */
export function readRow(
  format: string,
  found: unknown,
  read: (spelt: object) => Uint8Array | undefined,
): Row {
  if (typeof found !== 'object' || found === null || Array.isArray(found)) throw unreadable(format, 'row')
  const entries = Object.entries(found)
  if (entries.length > COLUMNS) throw unreadable(format, 'columns')
  return Object.fromEntries(
    entries.map(([column, value]: [string, unknown]) => {
      if (!SQL_NAME.test(column)) throw unreadable(format, 'column')
      return [column, readValue(format, value, read)]
    }),
  )
}

function readValue(format: string, value: unknown, read: (spelt: object) => Uint8Array | undefined): Value {
  if (value === null || typeof value === 'string') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  const bytes = typeof value === 'object' ? read(value) : undefined
  if (bytes === undefined) throw unreadable(format, 'value')
  return bytes
}

/** `{"$bytes": base64}` for bytes. */
export function spellBytes(bytes: Uint8Array): SpeltBytes {
  return { $bytes: base64(bytes) }
}

/** The bytes of `{"$bytes": base64}`; undefined for another object, Fault FORMAT-UNREADABLE for wrong base64. */
export function readBytes(format: string, spelt: object): Uint8Array | undefined {
  const found = onlyKey(spelt, '$bytes')
  return found === undefined ? undefined : bytesOf(found, () => unreadable(format, 'base64'))
}

/** The string under the one key that an object has. */
export function onlyKey(found: unknown, key: string): string | undefined {
  if (typeof found !== 'object' || found === null) return undefined
  const [entry, ...more] = Object.entries(found) as [string, unknown][]
  if (entry === undefined || more.length > 0 || entry[0] !== key || typeof entry[1] !== 'string')
    return undefined
  return entry[1]
}

function bytesOf(spelt: string, refuse: () => Fault): Uint8Array {
  try {
    return unbase64(spelt)
  } catch (e) {
    if (isFault(e)) throw refuse()
    throw e
  }
}
