import type { Draft } from '../../../../contract/enrolment.ts'

/** Whether somebody is to be called by today. @param today ISO */
export function isDue({ parked }: Draft, today: string): boolean {
  return parked?.callOn !== undefined && parked.callOn !== null && parked.callOn <= today
}

/** Who is to be called by today first, the longest due before the others; then as they come. */
export function callBackOrder(drafts: readonly Draft[], today: string): Draft[] {
  const due = drafts.filter((draft) => isDue(draft, today))
  const rest = drafts.filter((draft) => !isDue(draft, today))
  return [...due.toSorted((a, b) => a.parked!.callOn!.localeCompare(b.parked!.callOn!)), ...rest]
}
