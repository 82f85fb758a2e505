import type { Region } from '../../../../contract/resident.ts'

/** `Jatiwangi, Asakota, Kota Bima, Nusa Tenggara Barat`: a name alone is not enough, many villages share one. */
export function villageWords({ name, path }: Region): string {
  return [name, ...path.filter((part) => part !== name).toReversed()].join(', ')
}
