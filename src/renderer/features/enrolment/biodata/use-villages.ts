import { keepPreviousData, type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Region } from '../../../../contract/resident.ts'
import { orpc } from '../../../orpc.ts'
import { useDebounced } from '../../../ui/use-debounced.ts'
import { villageWords } from './village-words.ts'

export interface VillageChoice {
  readonly code: string
  readonly words: string
}

/** Shorter words would find half the country. */
const FAR_LETTERS = 3

async function findVillages(queries: QueryClient, text: string): Promise<VillageChoice[]> {
  if (text === '') return []
  const station = await queries.ensureQueryData(orpc.settings.station.queryOptions({ input: {} }))
  const ask = (within?: string): Promise<Region[]> =>
    queries.ensureQueryData(
      orpc.resident.searchRegions.queryOptions({ input: { text, level: 'village', within, limit: 20 } }),
    )
  const near = await ask(station.region)
  const far = text.length >= FAR_LETTERS ? await ask() : []
  const found = new Map([...near, ...far].map((region) => [region.code, villageWords(region)]))
  return [...found].map(([code, words]) => ({ code, words }))
}

/**
 * Villages by the words of their name: those of the station's own region first, then the whole country. `fresh` says
 * that the list is the one to this text, and not still the one before; `find` waits for it.
 */
export function useVillages(text: string) {
  const queries = useQueryClient()
  const wanted = text.trim()
  const asked = useDebounced(wanted, 80)
  const list = useQuery({
    queryKey: ['villages', asked],
    queryFn: () => findVillages(queries, asked),
    placeholderData: keepPreviousData,
  })
  return {
    found: asked === '' ? [] : (list.data ?? []),
    fresh: asked === wanted && !list.isFetching,
    error: list.error,
    find: () => findVillages(queries, wanted),
  }
}
