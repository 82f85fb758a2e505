import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Begun, type PayloadReader, readPayload } from '../formats/bag/check.ts'
import type { PayloadFile } from '../formats/bag/plan.ts'
import { compareInnerOuter } from '../formats/packet/packet.ts'
import { PACKET_SUFFIX } from '../formats/volume/order.ts'
import { Fault, faultOfErrno } from '../lib/fault.ts'
import { moveDurably } from '../lib/write-durably.ts'
import { SEALED_LIMIT } from './announced.ts'
import type { StoredReceipt } from './registry/reports.ts'
import type { Kept, Site } from './site.ts'
import type { StageJob, StagedPacket } from './stage-job.ts'
import { nextThread } from './stage-threads.ts'

/** Left behind by an intake that died: no intake writes nothing for a day. */
const DEAD_MS = 24 * 3600 * 1000

/** A packet of the bag that may be taken now, or has a receipt of this site already. */
export type Ready = { readonly kept: Kept } | { readonly known: StoredReceipt }

/**
 * Lays the packets of a bag down on the site's own volume while the bag is checked, so that their bytes are read once. Nothing of it
 * counts before the whole bag is judged: until then it lies in a folder of its own, and goes with it.
 */
export class Staging {
  readonly #site: Site
  readonly #dir: string
  readonly #staged = new Map<string, StagedPacket>()
  readonly #known = new Map<string, { station: string; receipt: StoredReceipt }>()

  private constructor(site: Site, dir: string) {
    this.#site = site
    this.#dir = dir
  }

  /** Faults DISK-*. */
  static async begin(site: Site): Promise<Staging> {
    const all = join(site.dir, 'staging')
    const dir = join(all, randomBytes(8).toString('hex'))
    try {
      await mkdir(dir, { recursive: true })
      for (const name of await readdir(all)) {
        const path = join(all, name)
        // Another intake may end, and take its folder with it, at any moment.
        const { mtimeMs = Date.now() } = (await stat(path).catch(() => undefined)) ?? {}
        if (mtimeMs < Date.now() - DEAD_MS) await rm(path, { recursive: true, force: true })
      }
    } catch (error) {
      throw faultOfErrno(error, 'mkdir', all)
    }
    return new Staging(site, dir)
  }

  /** Removes whatever was not taken. */
  async end(): Promise<void> {
    await rm(this.#dir, { recursive: true, force: true })
  }

  /** How the payload of this bag is read. Faults DISK-FULL when its packets do not fit, SITE-ENDING. */
  async reading(bag: string, { attempts, info, payload }: Begun): Promise<PayloadReader> {
    if (info.kind === 'receipts') return ({ path }) => readPayload(bag, path)
    const packets = payload.filter((file) => isPacket(file))
    const bytes = packets.reduce((sum, file) => sum + file.bytes, 0)
    const { bavail, bsize } = await statfs(this.#dir)
    if (bytes > bavail * bsize) throw new Fault('DISK-FULL', { operation: 'write', path: 'staging' })
    return async (file) => {
      this.#site.needsToGoOn()
      if (!isPacket(file)) return readPayload(bag, file.path)
      const id = basename(file.path, PACKET_SUFFIX)
      const before = await this.#site.registry.find(id, file.sha256, attempts.get(id) ?? 1)
      const receipt = before?.serial ? await this.#site.registry.receipt(before.serial) : undefined
      if (before && receipt) {
        this.#known.set(id, { station: before.station, receipt })
        return readPayload(bag, file.path)
      }
      this.#site.needsRoom()
      const job: StageJob = { bag, ...file, to: this.#path(id), identity: this.#site.identity }
      const staged = await nextThread().run<StagedPacket>('stage', job)
      this.#staged.set(id, staged)
      return staged
    }
  }

  /**
   * Judges a packet that the check found undamaged; `station` where all of the bag must be of one. Faults of Trust.verify, TRUST-STAMP, PACKET-INNER-OUTER, PACKET-CONFLICT, those of
   * openPacket; BAG-LIMIT for one that was too large to be read.
   */
  async judge({ path, sha256 }: PayloadFile, station: string | undefined, attempt: number): Promise<Ready> {
    const id = basename(path, PACKET_SUFFIX)
    const before = this.#known.get(id)
    if (before && station !== undefined && before.station !== station)
      throw new Fault('TRUST-STAMP', { field: 'station' })
    if (before) return { known: before.receipt }
    const staged = this.#staged.get(id)
    if (!staged || !('signature' in staged)) throw new Fault('BAG-LIMIT', { why: path })
    const { signature, blake2b, inside, refused, bytes } = staged
    const stamp = this.#site.judge(blake2b, signature, { id, station })
    if (refused !== undefined) throw new Fault(refused)
    if (inside) compareInnerOuter(inside.says, stamp)
    const { station: by, epoch, seq } = stamp
    const known = await this.#site.standing(id, sha256, attempt)
    if (known) return { known }
    return {
      kept: { entry: { packet: id, sha256, attempt, bytes, station: by, epoch, seq, signature }, inside },
    }
  }

  /** Stores packets under their names with one flush of the folder, then gives their receipts with one of the registry. Faults DISK-*, SITE-ENDING. */
  async take(ready: readonly Ready[]): Promise<StoredReceipt[]> {
    this.#site.needsToGoOn()
    const fresh = ready.flatMap((one) => ('kept' in one ? [one.kept] : []))
    const moves = fresh.flatMap(({ entry: { packet, sha256 } }) => {
      const [from, to] = [this.#path(packet), this.#site.packetPath(packet, sha256)]
      return [
        { from: `${from}.minisig`, to: `${to}.minisig` },
        { from, to },
      ]
    })
    await moveDurably(moves)
    const receipts = fresh.length === 0 ? [] : await this.#site.receive(fresh)
    return [...ready.flatMap((one) => ('known' in one ? [one.known] : [])), ...receipts]
  }

  #path(id: string): string {
    return join(this.#dir, `${id}${PACKET_SUFFIX}`)
  }
}

function isPacket({ path, bytes }: PayloadFile): boolean {
  return path.endsWith(PACKET_SUFFIX) && bytes <= SEALED_LIMIT
}
