import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Door } from '../contract/account.ts'
import { decodeSlots, KEY_FILES } from './account/index.ts'
import type { StationPaths } from './station.ts'

/** Which door a folder stands at that nobody has open: by its files alone, without a key. Faults of the slots file. */
export function doorOf(paths: StationPaths): Door {
  const slots = join(paths.keys, KEY_FILES.slots)
  const [store, keys] = [existsSync(paths.store), existsSync(slots)]
  if (!store && !keys) return { door: 'empty' }
  if (!store) return { door: 'broken', code: 'STORE-MISSING' }
  if (!keys) return { door: 'broken', code: 'ACCOUNT-SLOTS-DAMAGED' }
  const { accounts } = decodeSlots(readFileSync(slots))
  const names = accounts.map(({ account }) => account)
  return { door: 'locked', accounts: names, resting: false, pins: [], last: null }
}
