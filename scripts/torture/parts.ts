import type { Part } from './part.ts'
import { busy } from './parts/busy.ts'
import { damage } from './parts/damage.ts'
import { full } from './parts/full.ts'
import { model } from './parts/model.ts'
import { mounts } from './parts/mounts.ts'
import { programs } from './parts/process.ts'
import { qemu } from './parts/qemu.ts'
import { several } from './parts/several.ts'
import { strangers } from './parts/strangers.ts'
import { unplug } from './parts/unplug.ts'
import { uml } from './parts/uml.ts'
import { volumes } from './parts/volumes.ts'

/** All parts, the quick ones first. */
export const parts: readonly Part[] = [
  volumes,
  damage,
  mounts,
  strangers,
  several,
  unplug,
  full,
  model,
  busy,
  programs,
  uml,
  qemu,
]
