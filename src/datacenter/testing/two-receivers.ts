import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formatId } from '../../formats/id.ts'
import { utf8 } from '../../lib/bytes.ts'
import { sha256 } from '../../lib/hash.ts'
import { PrintOffice } from '../printing/office.ts'
import { PeerClient } from '../replication/peer-client.ts'
import { replicate } from '../replication/replicate.ts'
import { listen, type Listening } from '../server.ts'
import type { Site } from '../site.ts'
import type { Sql } from '../store/sql.ts'
import { openSampleSite } from './sample-site.ts'
import { type Sealed, Sender } from './sender.ts'

/** A new database of a site, as each of its two receivers reaches it: SQLite has one process, PostgreSQL a connection for each. */
export type TwoReceivers = () => Promise<readonly [Sql, Sql]>

export const person = 'Contoh Petugas'
export const reason = 'Berkas dibandingkan'
const T0 = Date.parse('2026-11-23T00:00:00Z')
export const idOf = (words: string) => formatId(sha256(utf8(words)).subarray(0, 16))

/** Site MMU behind two receivers, and site Batam, each with databases of the kind that is tried; a station, and the packets that it sealed. */
export class World {
  readonly dir = mkdtempSync(join(tmpdir(), 'rekam-two-'))
  readonly sender = new Sender(1)
  now = T0
  mmu!: readonly [Site, Site]
  batam!: Site
  #lines: Listening[] = []
  #bases: Sql[] = []

  async open(make: TwoReceivers): Promise<void> {
    const ours = await make()
    const [theirs, spare] = await make()
    this.#bases = [...ours, theirs, spare]
    this.mmu = [await this.#site('mmu', ours[0]), await this.#site('mmu', ours[1])]
    this.batam = await this.#site('batam', theirs)
    for (const site of [...this.mmu, this.batam]) {
      await site.learn([this.sender.certificate])
      this.#lines.push(await listen(site, 0))
    }
  }

  async close(): Promise<void> {
    for (const line of this.#lines) await line.close()
    for (const sql of new Set(this.#bases)) await sql.close()
    rmSync(this.dir, { recursive: true })
  }

  #site(code: 'mmu' | 'batam', sql: Sql): Promise<Site> {
    return openSampleSite(this.dir, code, { now: () => new Date(this.now), matchAfterMs: 0, sql })
  }

  take(at: Site, packet: Sealed, attempt = 1) {
    return at.take(packet.bytes, packet.signature, attempt, { ...packet, station: this.sender.station })
  }

  /** Batam hears one receiver of MMU. */
  toBatam(from: 0 | 1) {
    return replicate(this.batam, new PeerClient(this.batam, { url: this.#lines[from]!.url }))
  }

  /** One receiver of MMU hears Batam. */
  toMmu(at: 0 | 1) {
    return replicate(this.mmu[at], new PeerClient(this.mmu[at], { url: this.#lines[2]!.url }))
  }

  order(at: Site, packet: Sealed, order: string, want: 'grant' | 'printed' | 'spoilt' = 'grant', fence = 0) {
    return new PrintOffice(at).order(this.sender.station, { order, packet: packet.id, fence, want })
  }

  /** Lets the sites work and hear each other, over either receiver in turn: more rounds than anything takes to reach everybody. */
  async settle(): Promise<void> {
    for (let round = 0; round < 8; round++) {
      this.now += 1000
      for (const site of [...this.mmu, this.batam]) await site.work()
      await this.toBatam(round % 2 === 0 ? 0 : 1)
      await this.toMmu(round % 2 === 0 ? 1 : 0)
    }
  }
}
