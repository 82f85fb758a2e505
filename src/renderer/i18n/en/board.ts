import type { board as source } from '../id/board.ts'

export const board: typeof source = {
  title: 'Board',
  table: 'Show the table',
  picture: 'Show the picture',
  today: {
    none: 'Nobody has been recorded today.',
    allSafe: 'People today: {{recorded}}. Safe: {{safe}}. Nobody has to come back.',
    someOnce: 'People today: {{recorded}}. Safe: {{safe}}. On this computer only: {{onceOnly}}.',
  },
  recorded: 'Recorded today',
  suket: 'Suket today',
  drafts: 'Parked',
  onceOnly: 'On this computer only',
  recordedAll: 'Recorded in all',
  received: 'Received by the data centre',
  waiting: 'Waiting to be sent',
  exported: 'Carried on a drive',
  statuses: 'Where recordings stand',
  statusFinding: {
    none: 'No recording yet.',
    mostly: '{{count}} of {{all}} recordings: {{word}}',
  },
  status: 'Status',
  count: 'Recordings',
  oldest: 'Oldest',
  days: '{{days}} d',
  today0: 'today',
  copies: 'Copies',
  copiesFinding: {
    none: 'Nothing to be copied yet',
    allTwo: 'All recordings ({{all}}) are on two disks or more',
    allOne: 'All recordings ({{all}}) are on a disk, {{one}} of them on one only',
    hereOnly: '{{here}} of {{all}} recordings are on this computer only',
  },
  copyKinds: { hereOnly: 'here only', oneDisk: 'one disk', twoOrMore: 'two disks or more' },
  disk: {
    plenty: 'Enough space on this computer: {{free}} free of {{size}}',
    low: 'Space on this computer is running low: {{free}} free of {{size}}',
    used: '{{size}} used',
    free: '{{size}} free',
  },
}
