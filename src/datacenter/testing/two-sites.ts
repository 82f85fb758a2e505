import { join } from 'node:path'
import { CENTRE_IDENTITY, keyLine, ROOT, sampleKey } from '../../formats/testing/sample.ts'
import { issueCertificate } from '../../formats/trust/certificate.ts'
import { publicOf } from '../../lib/minisign.ts'
import { PeerClient } from '../replication/peer-client.ts'
import { type Pulled, replicate } from '../replication/replicate.ts'
import { recordOf } from '../registry/records.ts'
import { listen, type Listening } from '../server.ts'
import { Site, type SiteOptions } from '../site.ts'
import type { Sealed, Sender } from './sender.ts'

type Code = 'mmu' | 'batam'

async function opened(dir: string, code: Code, over: Partial<SiteOptions>): Promise<Site> {
  const serial = code === 'mmu' ? 41 : 42
  const signing = sampleKey(serial)
  const certificate = issueCertificate(ROOT, {
    serial,
    subject: { kind: 'site', site: code },
    key: keyLine(signing),
    purposes: ['receipt', 'bag', 'report'],
  })
  return Site.open({
    code,
    dir: join(dir, code),
    root: publicOf(ROOT),
    signing,
    certificate,
    identity: CENTRE_IDENTITY,
    now: () => new Date(),
    peer: code === 'mmu' ? 'batam' : 'mmu',
    matchAfterMs: 1000,
    ...over,
  })
}

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
    const mmu = await opened(dir, 'mmu', { now: () => now('mmu') })
    const batam = await opened(dir, 'batam', { now: () => now('batam') })
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
