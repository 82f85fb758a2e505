import type { Profile } from '../../formats/profile/profile.ts'

export interface Letterhead {
  readonly lines: readonly string[]
  readonly address: readonly string[]
  /** PNG */
  readonly arms: Uint8Array | null
}

/** The letterhead that the Dinas gave in its profile. */
export function headOf({ letterhead: { lines, address, arms } }: Profile): Letterhead {
  return { lines, address, arms: arms ? Buffer.from(arms, 'base64') : null }
}
