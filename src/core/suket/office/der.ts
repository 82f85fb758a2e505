/** The little of DER (X.690) that a signature needs: writing, and walking over what others wrote. */

export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts)
  const length =
    body.length < 0x80
      ? [body.length]
      : [0x80 | Math.ceil(body.length.toString(16).length / 2), ...bytesOf(body.length)]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}

function bytesOf(n: number): number[] {
  const hex = n.toString(16)
  return [...Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')]
}

export const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts)
/** SET OF: DER wants its members in the order of their bytes. */
export const setOf = (...parts: readonly Uint8Array[]) =>
  der(0x31, ...parts.toSorted((a, b) => Buffer.compare(a, b)))
export const octets = (bytes: Uint8Array) => der(0x04, bytes)
export const small = (n: number) => der(0x02, Buffer.of(n))
export const nothing = () => der(0x05)

/** An object identifier, as `1.2.840.113549.1.7.2`. */
export function oid(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split('.').map(Number) as [number, number, ...number[]]
  const arc = (n: number): number[] => {
    const out = [n & 0x7f]
    for (let left = n >>> 7; left > 0; left >>>= 7) out.unshift((left & 0x7f) | 0x80)
    return out
  }
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(arc)]))
}

export interface Element {
  readonly tag: number
  /** With tag and length. */
  readonly whole: Buffer
  readonly body: Buffer
}

/** The elements in a constructed body, one after the other. RangeError where a length leads out of it. */
export function elements(body: Buffer): Element[] {
  const found: Element[] = []
  for (let at = 0; at < body.length; ) {
    const size = body.readUInt8(at + 1)
    const more = size < 0x80 ? 0 : size & 0x7f
    const length = more === 0 ? size : body.readUIntBE(at + 2, more)
    const from = at + 2 + more
    if (from + length > body.length) throw new RangeError('DER')
    found.push({
      tag: body[at]!,
      whole: body.subarray(at, from + length),
      body: body.subarray(from, from + length),
    })
    at = from + length
  }
  return found
}
