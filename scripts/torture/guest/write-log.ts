// The log of dm-log-writes: every write to a device in the order in which it was done, with flushes and marks.

const FLUSH = 1
const FUA = 2
const DISCARD = 4
const MARK = 8
const MAGIC = 0x6a736677736872n

export interface Logged {
  /** First byte on the device. */
  readonly at: number
  readonly data: Uint8Array
  /** All that was written before is on the medium. */
  readonly isFlush: boolean
  /** This write is, once it is done. */
  readonly isFua: boolean
  /** What the workload said at this moment. */
  readonly mark: string | undefined
}

/** Reads the log device as a whole. */
export function parseLog(log: Uint8Array): Logged[] {
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength)
  if (view.getBigUint64(0, true) !== MAGIC) throw new Error('no log of writes')
  const entries = Number(view.getBigUint64(16, true))
  const sector = view.getUint32(24, true)
  const found: Logged[] = []
  let offset = sector
  for (let n = 0; n < entries; n++) {
    const [first, sectors, flags, length] = [0, 8, 16, 24].map((at) =>
      Number(view.getBigUint64(offset + at, true)),
    )
    const has = (flag: number) => ((flags ?? 0) & flag) !== 0
    const mark = has(MARK)
      ? Buffer.from(log.subarray(offset + 32, offset + 32 + (length ?? 0)))
          .toString()
          .replace(/\0.*$/s, '')
      : undefined
    offset += sector
    const bytes = has(DISCARD) || has(MARK) ? 0 : (sectors ?? 0) * sector
    found.push({
      at: (first ?? 0) * sector,
      data: log.subarray(offset, offset + bytes),
      isFlush: has(FLUSH),
      isFua: has(FUA),
      mark,
    })
    offset += bytes
  }
  return found
}
