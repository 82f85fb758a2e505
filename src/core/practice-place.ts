import { isAbsolute, relative } from 'node:path'
import { refuse } from './refuse.ts'
import { realPlace } from './save-place.ts'

/** Inputs that are places on this computer, by their names; a test holds the list against the contract. */
export const PLACE_INPUTS: ReadonlySet<string> = new Set([
  'certificates',
  'disks',
  'drive',
  'folder',
  'mount',
  'path',
  'report',
  'shares',
  'trust',
])

/** Every text in an input that names a place, however deep; of some names alone where they are given. */
export function placesIn(input: unknown, names = PLACE_INPUTS): string[] {
  const places: string[] = []
  const left: { name: string; value: unknown }[] = [{ name: '', value: input }]
  for (let next = left.pop(); next; next = left.pop()) {
    const { name, value } = next
    if (typeof value === 'string') {
      if (names.has(name)) places.push(value)
    } else if (Array.isArray(value)) for (const one of value) left.push({ name, value: one })
    else if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value)) left.push({ name: key, value: one })
  }
  return places
}

/** In practice nothing is read or written that lies elsewhere: no real list, profile, disk or key comes in, and nothing goes out. PRACTICE-PLACE. */
export async function refuseOutside(home: string, input: unknown): Promise<void> {
  const own = await realPlace(home)
  for (const place of placesIn(input)) {
    const within = isAbsolute(place) ? relative(own, await realPlace(place)) : '..'
    if (within === '' || within.startsWith('..') || isAbsolute(within)) throw refuse('PRACTICE-PLACE')
  }
}
