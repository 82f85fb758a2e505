import { Regions } from './regions.ts'

const loaded = new Map<string, Regions>()

/** The region tables of a resources folder; read once in a process, at the first question. */
export function regionsAt(resources: string): Regions {
  let regions = loaded.get(resources)
  if (!regions) {
    regions = new Regions(resources)
    loaded.set(resources, regions)
  }
  return regions
}
