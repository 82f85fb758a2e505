import type { Manifest } from '../../formats/packet/manifest.ts'
import { type OpenPacket, openPacket } from '../../formats/packet/packet.ts'
import { Memory } from '../../lib/memory.ts'
import type { Change } from './amendments.ts'
import { changeOf, type Facts, factsOf, fingersOf } from './facts.ts'

/** What a site keeps of what is inside a packet. Plain data, a few hundred bytes: it crosses threads, and many fit into memory. */
export type Inside = {
  /** What the sealed manifest says, to be held against the stamp outside. */
  readonly says: Pick<Manifest, 'station' | 'epoch' | 'seq' | 'id'>
} & (
  | { readonly kind: 'recording'; readonly facts: Facts }
  | { readonly kind: 'amendment'; readonly amends: string; readonly change: Change }
  | { readonly kind: 'canary' }
)

const memory = new Memory()

/** Opens a packet and keeps what says who it is. Faults of openPacket; FORMAT-* for biodata that is no JSON. */
export function insideOf(bytes: Uint8Array, identity: string): Inside {
  let plain: Uint8Array<ArrayBuffer> | undefined
  try {
    return whatSays(openPacket(bytes, [identity], (size) => (plain = memory.take(size))))
  } finally {
    if (plain) memory.give(plain)
  }
}

/** Keeps no view of the members: their memory is given back. */
function whatSays(opened: OpenPacket): Inside {
  const { station, epoch, seq, id, kind, amends } = opened.manifest
  const says = { station, epoch, seq, id }
  if (kind === 'recording') return { says, kind, facts: factsOf(opened) }
  if (kind === 'canary' || amends === undefined) return { says, kind: 'canary' }
  const fingers = Object.fromEntries(fingersOf(opened.members))
  return { says, kind, amends, change: { ...changeOf(opened), fingers } }
}
