import { useQuery } from '@tanstack/react-query'
import { orpc } from '../../../orpc.ts'
import { regionWords } from './region-words.ts'

/** A region in words, its code while they are asked for; '' for none. */
export function useRegionWords(code: string): string {
  const region = useQuery(
    orpc.resident.region.queryOptions({ input: { code }, enabled: code !== '', staleTime: Infinity }),
  ).data
  return region ? regionWords(region) : code
}
