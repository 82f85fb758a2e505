import type { Drive } from '../../../contract/backup.ts'
import {
  AROUND_BAG,
  AROUND_PACKET,
  type Bag,
  type ExportPlan,
  LEAST_SIZE,
  MEDIA,
  type Medium,
} from '../../../contract/export.ts'
import type { Meaning } from '../../ui/theme.ts'

/** How a bag's state is shown. An answer that does not cover all packets is still waited for; what was refused of it, a person looks at. */
export function bagMeaning({
  state,
  answered,
  refused,
  packets,
  overdue,
}: Pick<Bag, 'state' | 'answered' | 'refused' | 'packets' | 'overdue'>): Meaning {
  if (state === 'lost' || state === 'interrupted' || overdue) return 'bahaya'
  if (refused > 0) return 'ganda'
  if (state === 'unused') return 'aman'
  return state === 'answered' && answered >= packets ? 'aman' : 'menunggu'
}

/** Whether nothing at all waits, not even what went out before. */
export function isEmpty(plan: ExportPlan): boolean {
  const { packets, exportedBefore, interrupted, orders, ordersBefore, ordersInterrupted } = plan
  return packets + exportedBefore + interrupted + orders + ordersBefore + ordersInterrupted === 0
}

/** Whether everything that waits went out before, or perhaps did: to send it again needs a reason. */
export function allWentOut(plan: ExportPlan): boolean {
  return plan.packets + plan.orders === 0 && !isEmpty(plan)
}

/** Where a bag can go: drives that take files, the roomiest first. The station's own backup disks are left alone. */
export function bagTargets(drives: readonly Drive[]): Drive[] {
  return drives
    .filter(({ state }) => state === 'unknown' || state === 'foreign')
    .toSorted((a, b) => b.free - a.free)
}

/** A little more than the packets: manifests, signature, letter. */
const AROUND = 2_000_000

/** Whether a bag of so many bytes fits. */
export function fits(free: number, bytes: number): boolean {
  return free >= bytes + AROUND
}

/** Whether a part of a bag fits: the rest goes onto the next drive. */
export function takesSome(free: number): boolean {
  return free >= 10_000_000
}

/** What a bag is made for: whatever the drive holds, a medium by its name, or a size of one's own. */
export type SizeChoice = 'free' | Medium | 'own'

/** The bytes of a choice, `own` in megabytes as it was typed. Undefined for as much as the drive holds; null for no size yet. */
export function bytesOf(choice: SizeChoice, own: string): number | null | undefined {
  if (choice === 'free') return undefined
  if (choice !== 'own') return MEDIA[choice]
  const typed = own.trim().replace(',', '.')
  const size = /^\d{1,7}(?:\.\d{1,3})?$/.test(typed) ? Math.floor(Number(typed) * 1e6) : 0
  return size >= LEAST_SIZE ? size : null
}

/** On so many media at least an export is spread. */
export function partsOf({ bytes, packets }: Pick<ExportPlan, 'bytes' | 'packets'>, size: number): number {
  return Math.max(1, Math.ceil((bytes + packets * AROUND_PACKET) / (size - AROUND_BAG)))
}

/** The last part of a folder's path, as a list can show it. */
export function folderName(folder: string): string {
  return folder.split(/[\\/]/).findLast((part) => part !== '') ?? folder
}

/** Which steps of a bag's life are open now. */
export function openSteps(state: Bag['state']): ('hand-over' | 'arrived' | 'lost')[] {
  if (state === 'made' || state === 'handed-over') return ['hand-over', 'arrived', 'lost']
  if (state === 'arrived' || state === 'interrupted') return ['lost']
  return state === 'lost' ? ['arrived'] : []
}

/** As the contract takes it. */
export function isTelephone(text: string): boolean {
  return /^\+?[0-9][0-9 -]{4,19}$/.test(text.trim())
}

/** What a row of the list says a bag holds. Of one that was cut off nobody knows it before its drive is here. */
export function heldBy({ state, packets, orders }: Pick<Bag, 'state' | 'packets' | 'orders'>): {
  readonly of: 'unknown' | 'orders' | 'packets'
  readonly number: number
} {
  if (state === 'interrupted') return { of: 'unknown', number: 0 }
  return packets === 0 && orders > 0 ? { of: 'orders', number: orders } : { of: 'packets', number: packets }
}
