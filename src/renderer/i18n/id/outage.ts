/** Words of outages. */
export const outage = {
  title: 'Gangguan dan pemberitahuan',
  bring: 'Simpan pemberitahuan Dinas',
  notices: 'Pemberitahuan',
  log: 'Catatan gangguan',
  none: 'Belum ada gangguan yang tercatat.',
  goesOn: 'sejak {{from}}',
  ended: '{{from}} – {{to}}',
  length: { minutes: '{{count}} menit', hours: '{{count}} jam', days: '{{count}} hari' },
  from: 'Dari {{origin}}, disimpan {{at}}.',
}
