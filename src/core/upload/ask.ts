import type { Station } from '../station.ts'
import type { Heard } from './answers.ts'
import { type Question, SiteClient } from './site-client.ts'
import type { SitePlace } from './site-http.ts'

/** Asks a site of the profile one signed question, over the line that packets take. Never throws for what networks and sites do. */
export async function askSite<T extends { readonly site: string }>(
  station: Pick<Station, 'keys' | 'ports'>,
  site: SitePlace,
  question: Question<T>,
): Promise<Heard<T>> {
  const client = new SiteClient(site, station.keys.signing, station.ports.now)
  try {
    return await client.ask(question)
  } finally {
    client.close()
  }
}
