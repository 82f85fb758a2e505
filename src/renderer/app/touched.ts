import type { Topic } from '../../contract/board.ts'

type Room =
  | 'account'
  | 'backup'
  | 'board'
  | 'enrolment'
  | 'export'
  | 'outage'
  | 'printing'
  | 'privacy'
  | 'queue'
  | 'resident'
  | 'restore'
  | 'settings'
  | 'suket'
  | 'upload'

const ALSO: Record<Topic, readonly Room[]> = {
  resident: [],
  enrolment: ['resident', 'queue', 'backup', 'upload', 'export', 'privacy'],
  suket: ['enrolment'],
  backup: ['enrolment'],
  restore: ['account', 'settings'],
  upload: ['enrolment', 'export', 'printing', 'outage', 'suket'],
  export: ['enrolment', 'upload'],
  printing: ['enrolment', 'suket'],
  account: [],
  settings: ['account', 'suket'],
  board: ['enrolment'],
}

/** The rooms whose answers may be old after a topic changed; the board counts everything. */
export function roomsTouchedBy(topic: Topic): Room[] {
  return [topic, ...ALSO[topic], 'board']
}
