import type { Region } from '../../../../contract/resident.ts'

/** `Jatiwangi, Asakota, Kota Bima, Nusa Tenggara Barat`: a name alone is not enough, many regions share one. */
export function regionWords({ name, path }: Region): string {
  return [name, ...path.filter((part) => part !== name).toReversed()].join(', ')
}
