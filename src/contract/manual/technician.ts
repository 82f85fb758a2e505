import { command, head, type ManualPage, text } from './part.ts'

export const technician: ManualPage = {
  chapter: 'technician',
  title: { id: 'Terminal', en: 'The terminal' },
  parts: [
    text(
      'Semua yang dilakukan jendela dapat dilakukan di terminal, dengan hak yang sama dan tercatat di audit yang sama. `--json` memberi satu objek, `--help` menjelaskan tiap perintah.',
      'All that the window does can be done in the terminal, with the same rights and the same audit. `--json` gives one object, `--help` explains each command.',
    ),
    head('Keadaan stasiun', 'How the station is'),
    command('stats --station DIR'),
    command('disk list --station DIR'),
    command('audit verify --station DIR'),
    head('Disk tanpa kunci apa pun', 'A disk without any key'),
    text(
      'Membuktikan dari kunci akar Dinas saja bahwa disk utuh dan asalnya benar.',
      'Proves from the root of the Dinas alone that a disk is whole and whose it is.',
    ),
    command('verify --disk MOUNT --trust FILE'),
    head('Cadangan dan pemulihan', 'Backup and restore'),
    command('backup --station DIR --disk MOUNT'),
    command('restore --disk MOUNT --into DIR --trust FILE --passphrase-file FILE --plan'),
    command('drill --station DIR'),
    head('Daftar penduduk', 'List of residents'),
    command('residents import FILE --station DIR'),
    head('Panduan ini', 'This manual'),
    command('manual --pdf FILE'),
    command('manual --card FILE'),
  ],
}
