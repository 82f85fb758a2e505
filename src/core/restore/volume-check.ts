import { createHash, type Hash } from 'node:crypto'
import type { Commit } from '../../formats/commit/commit.ts'
import { INDEX_NAME, type VolumeMember } from '../../formats/volume/index-file.ts'
import { concat, hex } from '../../lib/bytes.ts'
import { sha256 } from '../../lib/hash.ts'
import { TAR_END, tarHeader, tarPadding } from '../../lib/tar.ts'

type Spoken = Pick<Commit['volumes'][number], 'bytes' | 'sha256' | 'index'>

/**
 * Holds a volume, piece after piece, against what its commit says. A commit that knows its index by digest knows every member by the
 * index, and what lies between members is the same for the same names and sizes (tar.ts): so each byte is digested once, as a part
 * of its member. Where the commit does not know the index, the whole volume is digested besides.
 */
export class VolumeCheck {
  readonly #spoken: Spoken | null
  readonly #whole: Hash | undefined
  #why = ''
  #last: VolumeMember | undefined

  constructor(spoken: Spoken | null) {
    this.#spoken = spoken
    this.#whole = spoken && spoken.index.sha256 === undefined ? createHash('sha256') : undefined
  }

  /** Something of it could not be looked at. The first reason stays. */
  fail(why: string): void {
    if (this.#why === '') this.#why = why
  }

  /**
   * The next piece: it begins at `from`, where the one before ended, and ends with the last of its members; without members it is what
   * is behind them all.
   * @param digests of the members, lower hex, as found
   */
  piece(from: number, bytes: Uint8Array, members: readonly VolumeMember[], digests: readonly string[]): void {
    this.#whole?.update(bytes)
    let at = 0
    for (const [n, member] of members.entries()) {
      const start = member.offset - from
      this.#member(bytes.subarray(at, start), member, digests[n])
      at = start + member.bytes
    }
    if (members.length === 0) this.#end(bytes)
  }

  /** The next piece where it is one long member: what lies before it, and then the member in any number of pieces. */
  async pieces(bytes: AsyncIterable<Uint8Array>, member: VolumeMember): Promise<void> {
    const hash = createHash('sha256')
    let frame: Uint8Array | undefined
    for await (const piece of bytes) {
      this.#whole?.update(piece)
      if (frame) hash.update(piece)
      else frame = piece
    }
    this.#member(frame ?? new Uint8Array(), member, hash.digest('hex'))
  }

  /** Why the volume is not exactly what its commit says; '' where it is. */
  verdict(size: number): string {
    if (this.#spoken === null) return 'no commit'
    if (size !== this.#spoken.bytes) return 'size'
    if (this.#why !== '' || !this.#whole) return this.#why
    return this.#whole.digest('hex') === this.#spoken.sha256 ? '' : 'sha256'
  }

  #member(frame: Uint8Array, member: VolumeMember, digest: string | undefined): void {
    if (this.#spoken) this.#expect(frame, this.#frameBefore(member.name, member.bytes))
    this.#last = member
    if (digest !== member.sha256) this.fail('sha256')
  }

  #end(bytes: Uint8Array): void {
    const index = this.#spoken?.index
    if (index?.sha256 === undefined) return
    const head = this.#frameBefore(INDEX_NAME, index.bytes)
    const at = head.length + index.bytes
    this.#expect(bytes.subarray(0, head.length), head)
    if (hex(sha256(bytes.subarray(head.length, at))) !== index.sha256) this.fail('sha256')
    this.#expect(bytes.subarray(at), concat(tarPadding(index.bytes), TAR_END))
  }

  /** What lies between the member before and the data of this one. */
  #frameBefore(name: string, bytes: number): Uint8Array {
    return concat(tarPadding(this.#last?.bytes ?? 0), tarHeader(name, bytes))
  }

  #expect(found: Uint8Array, due: Uint8Array): void {
    if (Buffer.compare(found, due) !== 0) this.fail('sha256')
  }
}
