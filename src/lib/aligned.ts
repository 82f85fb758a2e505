/**
 * Buffers that O_DIRECT takes: page-aligned in memory. Node cannot say where a Buffer lies, but a WebAssembly memory
 * always begins at a page. Each reserves address space for good, so they are kept and lent again.
 */
declare const WebAssembly: {
  Memory: {
    new (size: { initial: number }): { buffer: ArrayBuffer }
    new (size: { initial: number; maximum: number; shared: true }): { buffer: SharedArrayBuffer }
  }
}

const WASM_PAGE = 65_536
export const ALIGNED_BYTES = 1 << 20
/** What O_DIRECT counts in: places, lengths and memory. */
export const PAGE_BYTES = 4096
const idle: Buffer[] = []

/** Lends a page-aligned buffer of 1 MiB until `use` has ended; what it held before is still there. */
export async function withAligned<T>(use: (buffer: Buffer) => Promise<T>): Promise<T> {
  const buffer =
    idle.pop() ?? Buffer.from(new WebAssembly.Memory({ initial: ALIGNED_BYTES / WASM_PAGE }).buffer)
  try {
    return await use(buffer)
  } finally {
    // A decrypted or foreign file must not linger here; zeroing a megabyte takes 20 microseconds.
    buffer.fill(0)
    idle.push(buffer)
  }
}

const shared = new WeakSet<ArrayBufferLike>()

/**
 * The same for whoever keeps it and shares it with another thread. Bytes of a file that are to come there may be read page by page: what lies around them in
 * their pages is written then. @param bytes at least so many; in steps of 64 KiB
 */
export function sharedPages(bytes: number): SharedArrayBuffer {
  const size = Math.ceil(bytes / WASM_PAGE)
  const { buffer } = new WebAssembly.Memory({ initial: size, maximum: size, shared: true })
  shared.add(buffer)
  return buffer
}

/** The pages of sharedPages in which memory lies, where it lies in them as a place lies in the pages of its file. */
export function pagesAround(
  { buffer, byteOffset, length }: Uint8Array,
  place: number,
): Uint8Array | undefined {
  if (!shared.has(buffer) || length === 0 || byteOffset % PAGE_BYTES !== place % PAGE_BYTES) return undefined
  const from = byteOffset - (byteOffset % PAGE_BYTES)
  const to = Math.ceil((byteOffset + length) / PAGE_BYTES) * PAGE_BYTES
  return new Uint8Array(buffer, from, to - from)
}
