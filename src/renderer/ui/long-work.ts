import { work } from '../i18n/id/work.ts'

type WorkWord = keyof typeof work

/** Acts that show what is under way where they were begun, and those that wait for a person: no bar of the window is shown for them. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'backup-run',
  'backup-readAll',
  'backup-eject',
  'enrolment-capture',
  'export-make',
  'resident-importList',
  'restore-drill',
  'restore-dryRun',
  'restore-empty',
  'restore-gain',
  'restore-plan',
  'restore-planGain',
  'restore-proveEmpty',
  'restore-run',
  'settings-choosePath',
])

/** An act that is under way. */
export interface Under {
  /** Its room and name: `board-saveRecap`. */
  readonly act: string
  /** When it began, in milliseconds. */
  readonly at: number
}

/** The act of a mutation, from the key that oRPC gives it. */
export function actOf(key: readonly unknown[] | undefined): string {
  const [path] = key ?? []
  return Array.isArray(path) ? path.join('-') : ''
}

/** Which of the acts under way the bar of the window shows: the one that began first, of those that show themselves nowhere else. */
export function shownWork(pending: readonly Under[]): Under | undefined {
  return pending.filter(({ act }) => !ELSEWHERE.has(act)).toSorted((a, b) => a.at - b.at)[0]
}

/** The key of an act's words; null for one that is usually short. */
export function workWord(act: string): WorkWord | null {
  return Object.hasOwn(work, act) ? (act as WorkWord) : null
}
