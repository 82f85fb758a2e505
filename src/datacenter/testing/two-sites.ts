import { PeerClient } from '../replication/peer-client.ts'
import { type Pulled, replicate } from '../replication/replicate.ts'
import { recordOf } from '../registry/records.ts'
import { listen, type Listening } from '../server.ts'
import type { Site } from '../site.ts'
import { openSampleSite } from './sample-site.ts'
import type { Sealed, Sender } from './sender.ts'

type Code = 'mmu' | 'batam'

/** The two sites of the centre, each with a line of its own and the clock that it believes. */
export class TwoSites {
  readonly mmu: Site
  readonly batam: Site
  readonly peers: Readonly<Record<Code, PeerClient>>
  readonly #lines: Readonly<Record<Code, Listening>>

  private constructor(mmu: Site, batam: Site, lines: Record<Code, Listening>) {
    this.mmu = mmu
    this.batam = batam
    this.#lines = lines
    this.peers = {
      mmu: new PeerClient(mmu, { url: lines.batam.url }),
      batam: new PeerClient(batam, { url: lines.mmu.url }),
    }
  }

  static async open(dir: string, now: (code: Code) => Date): Promise<TwoSites> {
    const mmu = await openSampleSite(dir, 'mmu', { now: () => now('mmu'), matchAfterMs: 1000 })
    const batam = await openSampleSite(dir, 'batam', { now: () => now('batam'), matchAfterMs: 1000 })
    return new TwoSites(mmu, batam, { mmu: await listen(mmu, 0), batam: await listen(batam, 0) })
  }

  async close(): Promise<void> {
    for (const code of ['mmu', 'batam'] as const) await this.#lines[code].close()
    for (const code of ['mmu', 'batam'] as const) await this[code].close()
  }

  url(code: Code): string {
    return this.#lines[code].url
  }

  async send(sender: Sender, packet: Sealed, to: Code): Promise<void> {
    sender.url = this.url(to)
    await sender.announce([packet])
    await sender.send(packet)
  }

  /** What a site hears of the other. */
  hears(code: Code): Promise<Pulled> {
    return replicate(this[code], this.peers[code])
  }

  async both(): Promise<void> {
    await this.hears('mmu')
    await this.hears('batam')
  }

  async status(code: Code, { id }: Sealed): Promise<string | undefined> {
    return (await recordOf(this[code].registry.read, id))?.status
  }
}
