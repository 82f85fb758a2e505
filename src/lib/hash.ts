import { createHash, hash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { faultOfErrno } from './fault.ts'

export type Digests = { sha256: Uint8Array; blake2b: Uint8Array; bytes: number }

/** SHA-256, 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(hash('sha256', bytes, 'buffer'))
}

/** BLAKE2b with 64 bytes of output, the prehash of a minisign signature. */
export function blake2b512(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(hash('blake2b512', bytes, 'buffer'))
}

/** SHA-256 (indexes, ledgers) and BLAKE2b-512 (signatures) of the same bytes in one pass. */
export class DualHash {
  readonly #sha256 = createHash('sha256')
  readonly #blake2b = createHash('blake2b512')
  #bytes = 0

  update(chunk: Uint8Array): this {
    this.#sha256.update(chunk)
    this.#blake2b.update(chunk)
    this.#bytes += chunk.length
    return this
  }

  /** Ends the pass; a second call throws. */
  digest(): Digests {
    return {
      sha256: new Uint8Array(this.#sha256.digest()),
      blake2b: new Uint8Array(this.#blake2b.digest()),
      bytes: this.#bytes,
    }
  }
}

const CHUNK = 1 << 20

/** Both digests of a file, streamed in constant memory through the cache. Faults as by faultOfErrno. */
export async function hashFile(path: string): Promise<Digests> {
  try {
    await using file = await open(path, 'r')
    const both = new DualHash()
    const chunk = new Uint8Array(CHUNK)
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, CHUNK, null)
      if (bytesRead === 0) return both.digest()
      both.update(chunk.subarray(0, bytesRead))
    }
  } catch (e) {
    throw faultOfErrno(e, 'read', path)
  }
}
