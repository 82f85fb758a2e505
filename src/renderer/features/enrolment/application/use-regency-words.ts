import { useQuery } from '@tanstack/react-query'
import { orpc } from '../../../orpc.ts'

/** A kabupaten or kota in words, its code while they are asked for; '' for none. */
export function useRegencyWords(code: string): string {
  const region = useQuery(
    orpc.resident.region.queryOptions({ input: { code }, enabled: code !== '', staleTime: Infinity }),
  ).data
  if (!region) return code
  return [region.name, ...region.path.filter((part) => part !== region.name).toReversed()].join(', ')
}
