import type { Site } from '../site.ts'
import { beat } from '../standstill.ts'
import type { PeerClient } from './peer-client.ts'
import { type Pulled, replicate } from './replicate.ts'

/** What one look brought; undefined where there is no other site to ask. */
export interface Look {
  readonly heard: PromiseSettledResult<Pulled | undefined>
  /** How many cases penunggalan decided. */
  readonly decided: PromiseSettledResult<number>
}

/**
 * One look of a site: what the other one knows is heard before anything is decided. One that was restored from an older backup would else
 * say again, and otherwise, what it had said of a case, and the two would never agree on it. A site that hears nothing decides all the same.
 */
export async function look(site: Site, peer: PeerClient | undefined): Promise<Look> {
  const [alive] = await Promise.allSettled([beat(site)])
  const [heard] = await Promise.allSettled([peer && replicate(site, peer)])
  const [decided] = await Promise.allSettled([site.work()])
  return { heard, decided: alive.status === 'rejected' ? alive : decided }
}
