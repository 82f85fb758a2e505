/**
 * Buffers that O_DIRECT takes: page-aligned in memory. Node cannot say where a Buffer lies, but a WebAssembly memory
 * always begins at a page. Each reserves address space for good, so they are kept and lent again.
 */
declare const WebAssembly: { Memory: new (size: { initial: number }) => { buffer: ArrayBuffer } }

const WASM_PAGE = 65_536
export const ALIGNED_BYTES = 1 << 20
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
