import type { SearchPlace } from '../../../contract/resident-list.ts'
import { recordSearch } from '../../audit/index.ts'
import type { Station } from '../../station.ts'
import { listOf } from './open-list.ts'
import { searchResidents, type SearchPage } from './search.ts'

/** A page of the search of residents (`searchResidents`), in the audit once for what somebody types. RESIDENTS-NONE. */
export async function findResidents(
  station: Station,
  question: { text: string; village?: string | undefined; from?: SearchPlace | undefined; limit: number },
): Promise<SearchPage> {
  const page = searchResidents(listOf(station).read, question)
  await recordSearch(station, 'residents.searched', question.text)
  return page
}
