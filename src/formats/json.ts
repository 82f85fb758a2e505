import { z } from 'zod'
import { text as textOf, utf8 } from '../lib/bytes.ts'
import { Fault } from '../lib/fault.ts'
import { scanJson } from './json-scan.ts'

/** Nesting beyond this is refused; our deepest format has seven levels. */
const DEPTH = 16

/** One JSON format: its name and version as they stand in the file, the most bytes it may have, and its shape. */
export interface JsonFormat<S extends z.ZodType = z.ZodType> {
  readonly name: string
  readonly version: number
  readonly limit: number
  readonly schema: S
}

/** Every format object begins with these two. */
export function formatHead<N extends string>(name: N) {
  return { format: z.literal(name), version: z.literal(1) }
}

/**
 * The one canonical spelling of a value: UTF-8, one line, keys in the order of the schema, a line feed behind.
 * Fault FORMAT-INVALID {format, why} if the value does not fit its own format: nothing is written that no reader would take.
 */
export function encodeJson<S extends z.ZodType>(format: JsonFormat<S>, value: z.input<S>): Uint8Array {
  const fitted = format.schema.safeParse(value)
  if (!fitted.success) throw invalid(format, whyOf(fitted.error), fitted.error)
  const bytes = utf8(`${JSON.stringify(fitted.data)}\n`)
  if (bytes.length > format.limit) throw invalid(format, 'too long')
  return bytes
}

/**
 * Reads one JSON document strictly: size, UTF-8 without a mark, no key twice, no `__proto__`, bounded nesting, then the shape.
 * Faults FORMAT-UNREADABLE {format, why} and, for a version of the future, FORMAT-NEWER {format, version}.
 */
export function decodeJson<S extends z.ZodType>(format: JsonFormat<S>, bytes: Uint8Array): z.output<S> {
  const value = parseJson(format.name, bytes, format.limit)
  refuseNewer(format, value)
  const fitted = format.schema.safeParse(value)
  if (!fitted.success) throw unreadable(format.name, whyOf(fitted.error), fitted.error)
  return fitted.data
}

/** The format that the bytes name, or undefined; `format` is for the Fault if they are no JSON at all. */
export function formatOf(format: string, bytes: Uint8Array, limit = 1 << 20): string | undefined {
  const found = head.safeParse(parseJson(format, bytes, limit))
  return found.success ? found.data.format : undefined
}

/** The JSON value of the bytes, unjudged but for what decodeJson says about every document. */
export function parseJson(format: string, bytes: Uint8Array, limit: number): unknown {
  if (bytes.length > limit) throw unreadable(format, 'too long')
  let value: unknown
  let spelt: string
  try {
    spelt = textOf(bytes)
    value = JSON.parse(spelt)
  } catch (cause) {
    // The cause's message would quote the text, which may be a person's.
    throw unreadable(format, cause instanceof Fault ? 'not UTF-8' : 'not JSON')
  }
  const why = scanJson(spelt, DEPTH)
  if (why !== undefined) throw unreadable(format, why)
  return value
}

/** The Fault for bytes that are not what `format` promises. `why` never quotes content. */
export function unreadable(format: string, why: string, cause?: unknown): Fault {
  return new Fault('FORMAT-UNREADABLE', { format, why }, { cause })
}

function invalid(format: JsonFormat, why: string, cause?: unknown): Fault {
  return new Fault('FORMAT-INVALID', { format: format.name, why }, { cause })
}

const head = z.object({ format: z.string(), version: z.int().min(1) })

function refuseNewer(format: JsonFormat, value: unknown): void {
  const found = head.safeParse(value)
  if (!found.success || found.data.format !== format.name) throw unreadable(format.name, 'another format')
  if (found.data.version > format.version) {
    throw new Fault('FORMAT-NEWER', { format: format.name, version: found.data.version })
  }
}

/** Where and which rule, never the value: `members.0.sha256 invalid_format`. */
export function whyOf(error: z.ZodError): string {
  const [first] = error.issues
  if (first === undefined) return 'shape'
  return `${first.path.map(String).join('.').slice(0, 80)} ${first.code}`.trim()
}
