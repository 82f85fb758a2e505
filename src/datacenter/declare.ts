import { lineSchema } from '../formats/fields.ts'
import { Fault } from '../lib/fault.ts'
import { PrintOffice } from './printing/office.ts'
import { isSiteCode } from './open-site.ts'
import type { Site } from './site.ts'

/**
 * A person's written word that the other site is gone: this one owns every print right and does penunggalan from now on, both by a higher
 * term. What the other did in between counts less when it comes back. Fault DECLARE-SITE for itself or a post, DECLARE-REASON.
 */
export async function declareDead(site: Site, dead: string, reason: string): Promise<{ term: number }> {
  if (site.grade === 'post' || dead === site.code || !isSiteCode(dead))
    throw new Fault('DECLARE-SITE', { dead })
  const said = lineSchema(500).safeParse(reason.trim())
  if (!said.success || said.data.length < 5) throw new Fault('DECLARE-REASON')
  await new PrintOffice(site, site.printPeer).declare(dead, said.data)
  const { term } = await site.takeOver()
  return { term }
}
