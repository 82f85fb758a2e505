import { truncate } from 'node:fs/promises'
import { join } from 'node:path'
import type { Body } from './body.ts'
import type { AnnounceItem, AnswerItem } from '../formats/wire/wire.ts'
import { isFault } from '../lib/fault.ts'
import type { Entry } from './registry/entries.ts'
import { SqlLocker } from './locker.ts'
import type { Examined } from './examine.ts'
import { type Arrived, packReceipt, type Site } from './site.ts'
import { TusStore } from './tus-store.ts'

/** The key of a half-sent packet; says by itself which announcement it belongs to. */
const KEY = /^([0-7][0-9a-hjkmnp-tv-z]{25})-([1-9]\d{0,5})-([0-9a-f]{64})$/

/** What is wrong with a packet, for ever. Anything else (a full disk) is this site's own trouble and no verdict. */
const VERDICT = /^(?:PACKET|TRUST|SIGNATURE|AGE|TAR|FORMAT)-/

const keyOf = ({ id, attempt, sha256 }: AnnounceItem) => `${id}-${attempt}-${sha256}`

/** Whether a fault judges the packet itself. */
export function isVerdict(error: unknown): error is { code: string } & Error {
  return isFault(error) && VERDICT.test(error.code)
}

/** Half-sent packets of a site, and what becomes of them when the last byte is there. */
export class Inbox {
  readonly store: TusStore
  readonly locker: SqlLocker
  readonly #site: Site

  constructor(site: Site) {
    this.#site = site
    this.locker = new SqlLocker(site.registry.sql)
    this.store = new TusStore(join(site.dir, 'incoming'), async (key) => (await this.announced(key))?.bytes)
  }

  /** The announcement that a key belongs to; undefined for a foreign key and for a packet that nobody announced. */
  async announced(key: string): Promise<Entry | undefined> {
    const [, id = '', attempt = '', sha256 = ''] = KEY.exec(key) ?? []
    return id === '' ? undefined : this.#site.registry.find(id, sha256, Number(attempt))
  }

  /**
   * Judges a packet that is here whole and answers its receipt, or why it is refused; either way its half-sent bytes go. Undefined where they
   * are not what was announced and did not all come to this process: a power cut may have torn them, and it begins anew.
   */
  async finish(key: string, entry: Entry, examined?: Promise<Examined>): Promise<AnswerItem | undefined> {
    const { packet: id, sha256, attempt, station, signature } = entry
    const item = { id, sha256, attempt }
    const own = this.store.isOwn(key)
    const answer = await this.#judge({ flushed: this.store.path(key), examined }, signature, {
      ...item,
      station,
    })
    await this.store.remove(key)
    if (!own && answer.verdict === 'refused' && answer.code === 'PACKET-HASH') return undefined
    return { ...item, ...answer }
  }

  /**
   * A packet of which every byte came before its answer was given (the site died in between): judged now, for the station has nothing
   * left to send. Undefined while bytes are missing.
   */
  async settle(item: AnnounceItem): Promise<AnswerItem | undefined> {
    const key = keyOf(item)
    const entry = await this.announced(key)
    if (!entry || (await this.#held(key)) !== entry.bytes) return undefined
    // Another receiver may be giving the answer at this moment: then the bytes are gone, and the next announcement has the receipt.
    return this.locker.while(key, async () =>
      (await this.#held(key)) === entry.bytes ? this.finish(key, entry) : undefined,
    )
  }

  /** Removes what lies half-sent of a packet that has its receipt: a receiver that died between the two left it. */
  async tidy(item: AnnounceItem): Promise<void> {
    const key = keyOf(item)
    if (await this.store.holds(key)) await this.locker.while(key, () => this.store.remove(key))
  }

  /**
   * Takes a packet that comes whole in one request. Undefined where bytes of it lie here already, where some did not come (it goes on at
   * its byte), or where another request has it.
   */
  whole(key: string, entry: Entry, body: Body): Promise<AnswerItem | undefined> {
    return this.locker.while(key, async () => {
      let examined: Promise<Examined> | undefined
      // While the disk flushes; where that fails nobody asks what was found.
      const examine = () => {
        examined = this.#site.examine(this.store.path(key))
        examined.catch(() => {})
      }
      const there = await this.store.whole(key, entry.bytes, body, examine)
      return there === entry.bytes ? this.finish(key, entry, examined) : undefined
    })
  }

  /**
   * Takes bytes of a half-sent packet from an offset on. `none`: nothing of it lies here. `elsewhere`: it goes on at another offset. `torn`: it is
   * whole, but not what was announced, and begins anew. `locked`: another request has it for too long.
   */
  async part(
    key: string,
    entry: Entry,
    offset: number,
    body: Body,
  ): Promise<{ there: number; item?: AnswerItem } | 'none' | 'elsewhere' | 'torn' | 'locked'> {
    const taken = await this.locker.while(key, async () => {
      const held = await this.#held(key)
      if (held === undefined) return 'none'
      if (held !== offset) return 'elsewhere'
      const there = await this.store.bring(body, key, offset)
      if (there !== entry.bytes) return { there }
      const item = await this.finish(key, entry)
      return item ? { there, item } : 'torn'
    })
    return taken ?? 'locked'
  }

  /** Forgets the last bytes of a half-sent packet, as a disk does that lied: the station goes on from what is left. */
  async forget(key: string, bytes: number): Promise<void> {
    const held = await this.#held(key)
    if (held !== undefined) await truncate(this.store.path(key), Math.max(0, held - bytes))
  }

  async #held(key: string): Promise<number | undefined> {
    try {
      return await this.store.flushed(key)
    } catch (error) {
      if (isFault(error, 'FILE-MISSING')) return undefined
      throw error
    }
  }

  async #judge(
    arrived: Arrived,
    signature: string,
    expected: { id: string; sha256: string; attempt: number; station: string },
  ) {
    try {
      const receipt = await this.#site.take(arrived, signature, expected.attempt, expected)
      return { verdict: 'received', receipt: packReceipt(receipt) } as const
    } catch (error) {
      if (!isVerdict(error)) throw error
      return { verdict: 'refused', code: error.code } as const
    }
  }
}
