import { mkdir, readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { hex, utf8 } from '../../lib/bytes.ts'
import { errnoOf, faultOfErrno } from '../../lib/fault.ts'
import { sha256 } from '../../lib/hash.ts'
import { ReplaceTogether } from '../../lib/replace-together.ts'
import { sweepTemporaries } from '../../lib/write-durably.ts'
import { packetPath } from '../enrolment/index.ts'
import type { Found } from './found.ts'
import type { KnownRecording } from './known-recording.ts'

/** A packet that proves itself but that no register knows: the log that named it is lost. */
export interface UnknownPacket {
  readonly id: string
  readonly epoch: string
  readonly seq: number
  readonly sha256: string
  readonly bytes: number
  /** Of the commit that spoke for it. */
  readonly at: string
}

/** Where packets wait whose id speaks of two. */
export const QUARANTINE = 'quarantine'

/** Whether a file is there and has this digest. */
async function holds(path: string, digest: string): Promise<boolean> {
  try {
    return hex(sha256(await readFile(path))) === digest
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false
    throw faultOfErrno(error, 'read', path)
  }
}

/** Places packets in a station's folder; what an interrupted run placed whole stays. */
export class Placing {
  readonly unknown: UnknownPacket[] = []
  readonly #folder: string
  readonly #known: (id: string) => KnownRecording | undefined
  readonly #now: string
  /** First digest of those that no register knows. */
  readonly #strange = new Map<string, string>()
  /** Names in the folders that were entered: what is not among them need not be asked for. */
  readonly #there = new Map<string, ReadonlySet<string>>()
  readonly #files: ReplaceTogether

  /**
   * @param known the register's line of a packet
   * @param isNew nobody reads the folder before all of it stands: what a run left there that died is held to its digests
   */
  constructor(
    folder: string,
    known: (id: string) => KnownRecording | undefined,
    now: string,
    { isNew }: { readonly isNew: boolean },
  ) {
    this.#files = new ReplaceTogether({ inPlace: isNew })
    this.#folder = folder
    this.#known = known
    this.#now = now
  }

  /** Takes a packet; waits only while many are being written out. Faults of writing come here or from `finish`. */
  async take(packet: Found): Promise<void> {
    const path = this.#pathOf(packet)
    const there = await this.#enter(dirname(path))
    await this.#write(path, packet, there)
  }

  /** Everything that was taken stands, durably. */
  finish(): Promise<void> {
    return this.#files.finish()
  }

  #pathOf({ id, sha256: digest, stamp, bytes, at }: Found): string {
    const known = this.#known(id)
    const first = this.#strange.get(id)
    const isOdd = known ? known.sha256 !== digest : first !== undefined && first !== digest
    if (isOdd) return join(this.#folder, QUARANTINE, `${id}.${digest.slice(0, 8)}.rkp`)
    const sealedAt = known?.sealed_at ?? new Date(at ?? this.#now).toISOString()
    if (!known) {
      this.#strange.set(id, digest)
      const { epoch = '', seq = 0 } = stamp
      this.unknown.push({ id, epoch, seq, sha256: digest, bytes: bytes.length, at: sealedAt })
    }
    return packetPath(this.#station, id, sealedAt)
  }

  get #station() {
    return { paths: { packets: join(this.#folder, 'packets') } }
  }

  async #write(
    path: string,
    { bytes, signature, sha256: digest }: Found,
    there: ReadonlySet<string>,
  ): Promise<void> {
    // The signature comes last: a packet with its signature is whole.
    const signed = `${path}.minisig`
    const text = utf8(signature)
    if (
      there.has(basename(signed)) &&
      (await holds(signed, hex(sha256(text)))) &&
      (await holds(path, digest))
    ) {
      await this.#files.keep(path)
      await this.#files.keep(signed)
      return
    }
    await this.#files.replace(path, bytes)
    await this.#files.replace(signed, text)
  }

  async #enter(folder: string): Promise<ReadonlySet<string>> {
    const known = this.#there.get(folder)
    if (known) return known
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await sweepTemporaries(folder)
    const names = new Set(await readdir(folder))
    this.#there.set(folder, names)
    return names
  }
}
