import type { outage as source } from '../id/outage.ts'

/** Words of outages. */
export const outage: typeof source = {
  title: 'Outages and notices',
  bring: 'Keep a notice of the Dinas',
  notices: 'Notices',
  log: 'Log of outages',
  none: 'No outage has been noted.',
  goesOn: 'since {{from}}',
  ended: '{{from}} – {{to}}',
  length: { minutes: '{{count}} min', hours: '{{count}} h', days: '{{count}} {{count, day|days}}' },
  from: 'From {{origin}}, kept {{at}}.',
}
