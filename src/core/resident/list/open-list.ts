import { rmSync } from 'node:fs'
import { isFault } from '../../../lib/fault.ts'
import { isErased } from '../../erasure/index.ts'
import type { Station } from '../../station.ts'
import { refuse } from '../../refuse.ts'
import { type ListBase, listPath, openBase } from './base.ts'

/** Open lists by their station's store: opened when somebody asks, closed with the station and before a new list takes the place. */
const open = new WeakMap<Station['write'], ListBase>()

/** The station's resident list, or null where it has none. RESIDENTS-DAMAGED, STORE-NEWER. */
export function openList(station: Station): ListBase | null {
  const known = open.get(station.write)
  if (known) return known
  const base = openBase(listPath(station.paths), station.keys.store)
  // The program was stopped between the destruction's entry and the file's end.
  if (base && isErased(station.read, 'list', base.about.importedAt) !== null) {
    base.close()
    rmSync(listPath(station.paths))
    return null
  }
  if (base) open.set(station.write, base)
  return base
}

/** RESIDENTS-NONE where the station has no list. */
export function listOf(station: Station): ListBase {
  const base = openList(station)
  if (!base) throw refuse('RESIDENTS-NONE')
  return base
}

/** Removes the list whose destruction was entered. */
export function dropErasedList(station: Station): void {
  closeList(station)
  try {
    openList(station)
  } catch (error) {
    // Which list it was nobody can read any more, nor anything else of it.
    if (!isFault(error, 'RESIDENTS-DAMAGED')) throw error
  }
}

/** No handle of the list is left. */
export function closeList(station: Pick<Station, 'write'>): void {
  open.get(station.write)?.close()
  open.delete(station.write)
}
