import { keepPreviousData, type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Region } from '../../../../contract/resident.ts'
import { orpc } from '../../../orpc.ts'
import { useDebounced } from '../../../ui/use-debounced.ts'
import { regionWords } from './region-words.ts'

/** What is looked for. */
export type PickedLevel = 'village' | 'regency'

export interface RegionChoice {
  readonly code: string
  readonly words: string
}

/** Shorter words would find half the country. */
const FAR_LETTERS = 3

async function findRegions(queries: QueryClient, level: PickedLevel, text: string): Promise<RegionChoice[]> {
  if (text === '') return []
  const station = await queries.ensureQueryData(orpc.settings.station.queryOptions({ input: {} }))
  const ask = (within?: string): Promise<Region[]> =>
    queries.ensureQueryData(
      orpc.resident.searchRegions.queryOptions({ input: { text, level, within, limit: 20 } }),
    )
  // A station has villages of its own, but no regencies.
  const near = level === 'village' ? await ask(station.region) : []
  const far = level === 'regency' || text.length >= FAR_LETTERS ? await ask() : []
  const found = new Map([...near, ...far].map((region) => [region.code, regionWords(region)]))
  return [...found].map(([code, words]) => ({ code, words }))
}

/**
 * Regions by the words of their name: villages of the station's own region first, then the whole country. `fresh` says
 * that the list is the one to this text, and not still the one before; `find` waits for it.
 */
export function useRegions(level: PickedLevel, text: string) {
  const queries = useQueryClient()
  const wanted = text.trim()
  const asked = useDebounced(wanted, 80)
  const list = useQuery({
    queryKey: ['regions', level, asked],
    queryFn: () => findRegions(queries, level, asked),
    placeholderData: keepPreviousData,
  })
  return {
    found: asked === '' ? [] : (list.data ?? []),
    fresh: asked === wanted && !list.isFetching,
    error: list.error,
    find: () => findRegions(queries, level, wanted),
  }
}
