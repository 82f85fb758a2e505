import type { Slot } from '../../../contract/enrolment.ts'
import { slotSchema } from '../../../contract/enrolment.ts'

/** The longest file that a person's folder may hold. */
export const FILE_LIMIT = 20_000_000

/** Where a slot's image lies in a person's folder, without its ending (resources/people/README.md). */
export function fileOfSlot(slot: Slot): string {
  if (slot === 'signature-strokes') return 'signature'
  const [, group, rest] = /^(finger|iris|second)-(.+)$/.exec(slot) ?? []
  const folder = { finger: 'fingers', iris: 'irises', second: 'second' }[group ?? '']
  return folder === undefined ? slot : `${folder}/${rest}`
}

/** Endings that a slot's file may have. */
export function endingsOf(slot: Slot): readonly string[] {
  return slot === 'signature-strokes' ? ['json'] : slot === 'signature' ? ['png'] : ['png', 'jpg', 'jpeg']
}

export const FOLDER_SLOTS: readonly Slot[] = slotSchema.options
