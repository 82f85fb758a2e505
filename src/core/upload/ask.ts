import type { Station } from '../station.ts'
import type { Heard } from './answers.ts'
import { siteRow } from './queries.ts'
import { type Question, SiteClient } from './site-client.ts'
import type { SitePlace } from './site-http.ts'
import { noteAnswer } from './site-note.ts'

/** Asks a site of the profile one signed question, over the line that packets take. What comes of it is noted of
 * the site, as of every answer. Never throws for what networks and sites do. */
export async function askSite<T extends { readonly site: string }>(
  station: Station,
  site: SitePlace,
  question: Question<T>,
  signal?: AbortSignal,
): Promise<Heard<T>> {
  const client = new SiteClient(site, station.keys.signing, station.ports.now, signal)
  try {
    const heard = await client.ask(question)
    // That a person stopped it is no word of the site.
    if (signal?.aborted && heard.kind !== 'answer') return heard
    const before = siteRow(station.read, site.code).state
    await station.write.transaction((tx) => noteAnswer(tx, station, site.code, heard))
    if (siteRow(station.read, site.code).state !== before) station.changed('upload')
    return heard
  } finally {
    client.close()
  }
}
