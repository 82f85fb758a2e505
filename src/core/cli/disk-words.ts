import { type Drive, driveNoteWords, driveWhyWords, type Reminder } from '../../contract/backup.ts'

/** What a person has to do about copies, in words. */
export function reminderWords({ code, days, disk, packets }: Reminder): string {
  const of = disk ?? ''
  const words: Record<Reminder['code'], string> = {
    'once-only': `ada rekaman yang sudah ${days} hari hanya ada di satu tempat`,
    absent: `${packets ?? 0} berkas rekaman tidak ada di komputer ini; gabungkan dari disk yang memilikinya`,
    due:
      days > 0
        ? `${of} seharusnya sudah dipasang ${days} hari lalu`
        : `${of} harus dipasang dalam ${-days} hari`,
    behind: `${of} sudah ${days} hari tidak menerima rekaman baru`,
    full:
      days < 0
        ? `${of} akan penuh dalam sekitar ${-days} hari; siapkan disk baru`
        : `${of} hampir penuh; siapkan disk baru`,
    unchecked: `${of} sudah ${days} hari menunggu dibaca ulang semuanya`,
    places: `sudah ${days} hari salinan disimpan di tempat yang kurang dari aturan Dinas`,
  }
  return words[code]
}

const STATES: Record<Drive['state'], string> = {
  paired: 'disk stasiun ini',
  unknown: 'belum dipasangkan',
  foreign: 'milik stasiun lain',
  readonly: 'hanya dapat dibaca',
  unusable: 'tidak dapat dipakai',
}

/** What a drive is to the station, why it cannot be used, and what is to be known of it. */
export function driveLines(drive: Drive): string[] {
  const { mount, name, fs, free, bytes, state, station, host, why, notes } = drive
  const gigabytes = (of: number) => `${(of / 1e9).toFixed(1)} GB`
  const whose = station === undefined ? STATES[state] : `milik stasiun ${station}`
  return [
    `drive ${mount}  ${name}  ${fs}  sisa ${gigabytes(free)} dari ${gigabytes(bytes)}  ${whose}`,
    ...(host ? [`  dapat dipakai bersama stasiun ${host.station} (${host.label})`] : []),
    ...(why && !host ? [`  ${driveWhyWords[why].id}`] : []),
    ...notes.map((note) => `  ${driveNoteWords[note].id}`),
  ]
}
