import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { openSite } from '../open-site.ts'
import { listen, type Listening, type ListenOptions } from '../server.ts'
import type { Site } from '../site.ts'
import { Sender } from './sender.ts'
import { siteFolder } from './site-folder.ts'

/** The sample site 'mmu', listening, with a station that sends to it. */
export interface ServedSite {
  readonly site: Site
  readonly listening: Listening
  readonly sender: Sender
  /** What the site said of its own trouble, in its order. */
  readonly trouble: readonly string[]
  close(): Promise<void>
}

export async function serveSampleSite(options: ListenOptions = {}): Promise<ServedSite> {
  const dir = siteFolder()
  const site = await openSite(dir, 'mmu')
  const trouble: string[] = []
  const listening = await listen(site, 0, { ...options, trouble: (what) => void trouble.push(what) })
  const sender = new Sender(1)
  sender.url = listening.url
  return {
    site,
    listening,
    sender,
    trouble,
    async close() {
      await listening.close()
      await site.close()
      rmSync(dirname(dir), { recursive: true, force: true })
    },
  }
}
