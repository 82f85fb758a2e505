import type { Report } from '../report/report.ts'
import { EPOCH, STATION } from './sample.ts'

/** An evening of the sample station, the same in every run. */
export const REPORT: Report = {
  station: STATION,
  epoch: EPOCH,
  position: 1,
  seq: 4711,
  at: '2026-11-23T08:05:00.000Z',
  day: '2026-11-23',
  program: '0.1.0',
  head: { seq: 97, hash: '5a'.repeat(32) },
  today: { recorded: 97, suket: 41, printed: 12, handedOver: 9 },
  open: { queue: 0, drafts: 2, stuck: 1, alarms: 0 },
  recordings: 12_345,
  waiting: 214,
  oldestWaiting: '2026-08-17',
  exported: 180,
  onceOnly: 0,
  statuses: [0, 200, 1, 13, 4000, 3100, 7, 3, 1, 2, 5, 0, 13, 100, 0, 4900],
  copies: [0, 97, 12_248],
  diskCount: 3,
  disks: [
    { label: 'Disk B', place: 'Rumah Bu Sekretaris', level: 1, behind: 97, dueOn: '2026-11-20' },
    { label: 'Disk meja', place: 'Meja 1', level: 1, behind: 0, dueOn: null },
    { label: 'Disk A', place: null, level: null, behind: 12_345, dueOn: '2026-11-30' },
  ],
  sites: [
    { code: 'mmu', state: 'refusing', since: '2026-08-17' },
    { code: 'batam', state: 'unknown', since: null },
  ],
  freeMb: 51_200,
}
