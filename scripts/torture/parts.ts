import type { Part } from './part.ts'
import { full } from './parts/full.ts'
import { programs } from './parts/process.ts'
import { unplug } from './parts/unplug.ts'
import { volumes } from './parts/volumes.ts'

/** All parts, the quick ones first. */
export const parts: readonly Part[] = [volumes, unplug, full, programs]
