import { many } from '../../contract/plural.ts'
import {
  type BackupResult,
  type BackupStatus,
  type Disk,
  type Drive,
  type DriveNote,
  driveNoteWords,
  driveWhyWords,
  isUnprovable,
  type Reminder,
  type VerifyResult,
} from '../../contract/backup.ts'
import { refusalOf } from '../../contract/catalogue.ts'
import { copyLevelWords } from '../../contract/copy-words.ts'
import { problemWords } from '../../contract/damage-words.ts'
import type { Words } from '../../contract/words.ts'
import type { Checked } from '../backup/index.ts'
import { type Language, sayIn } from './terminal.ts'

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

/** What a person has to do about copies, in words. */
export function reminderWords({ code, days, disk, packets }: Reminder, language: Language): string {
  const of = disk ?? ''
  const words: Record<Reminder['code'], Words> = {
    'once-only': {
      id: `ada rekaman yang sudah ${days} hari hanya ada di satu tempat`,
      en: `some recordings have been in one place only for ${many(days, 'day')}`,
    },
    absent: {
      id: `${packets ?? 0} berkas rekaman tidak ada di komputer ini; gabungkan dari disk yang memilikinya`,
      en: `${many(packets ?? 0, 'file of a recording is', 'files of recordings are')} not on this computer; merge from the disk that has them`,
    },
    due:
      days > 0
        ? {
            id: `${of} seharusnya sudah dipasang ${days} hari lalu`,
            en: `${of} should have been plugged in ${many(days, 'day')} ago`,
          }
        : {
            id: `${of} harus dipasang dalam ${-days} hari`,
            en: `${of} is to be plugged in within ${many(-days, 'day')}`,
          },
    behind: {
      id: `${of} sudah ${days} hari tidak menerima rekaman baru`,
      en: `${of} has taken no new recording for ${many(days, 'day')}`,
    },
    full:
      days < 0
        ? {
            id: `${of} akan penuh dalam sekitar ${-days} hari; siapkan disk baru`,
            en: `${of} will be full in about ${many(-days, 'day')}; prepare a new disk`,
          }
        : {
            id: `${of} hampir penuh; siapkan disk baru`,
            en: `${of} is nearly full; prepare a new disk`,
          },
    unchecked: {
      id: `${of} sudah ${days} hari menunggu dibaca ulang semuanya`,
      en: `${of} has waited for ${many(days, 'day')} to be read again as a whole`,
    },
    places: {
      id: `sudah ${days} hari salinan disimpan di tempat yang kurang dari aturan Dinas`,
      en: `copies have been in too few places by the rule of the Dinas for ${many(days, 'day')}`,
    },
  }
  return words[code][language]
}

const STATES: Record<Drive['state'], Words> = {
  paired: { id: 'disk stasiun ini', en: 'disk of this station' },
  unknown: { id: 'belum dipasangkan', en: 'not paired' },
  foreign: { id: 'milik stasiun lain', en: "another station's" },
  readonly: { id: 'hanya dapat dibaca', en: 'can only be read' },
  unusable: { id: 'tidak dapat dipakai', en: 'cannot be used' },
}

/** What a drive is to the station, why it cannot be used, and what is to be known of it. */
export function driveLines(drive: Drive, language: Language): string[] {
  const { mount, name, fs, free, bytes, state, station, host, why, notes } = drive
  const say = sayIn(language)
  const room = say(
    `sisa ${gigabytes(free)} dari ${gigabytes(bytes)}`,
    `${gigabytes(free)} free of ${gigabytes(bytes)}`,
  )
  const whose =
    station === undefined ? STATES[state][language] : say(`milik stasiun ${station}`, `of station ${station}`)
  return [
    `drive ${mount}  ${name}  ${fs}  ${room}  ${whose}`,
    ...(host
      ? [
          say(
            `  dapat dipakai bersama stasiun ${host.station} (${host.label})`,
            `  can be shared with station ${host.station} (${host.label})`,
          ),
        ]
      : []),
    ...(why && !host ? [`  ${driveWhyWords[why][language]}`] : []),
    ...notes.map((note) => `  ${driveNoteWords[note][language]}`),
  ]
}

/** A disk with what is on it, what that is worth, and what went wrong with it last. */
function diskLines(disk: Disk, language: Language): string[] {
  const { id, label, place, holder, dueOn, packets, behind, left, unproven, free, level, problem } = disk
  const say = sayIn(language)
  const facts = [
    say(`${packets} paket`, `packets ${packets}`),
    say(`kurang ${behind}`, `lacking ${behind}`),
    say(`belum terbukti ${unproven}`, `not proven ${unproven}`),
    ...(left === 0
      ? []
      : [say(`dihapus dari komputer ini lebih dahulu ${left}`, `left this computer before ${left}`)]),
    ...(free === null ? [] : [say(`sisa ${gigabytes(free)}`, `${gigabytes(free)} free`)]),
  ]
  const wrong =
    problem === null ? null : refusalOf(problem, { disk: label, path: label, mount: disk.mount ?? '' })
  return [
    `${id}  ${label}  ${place || '-'}  ${holder || '-'}  ${dueOn ?? '-'}  ${facts.join(', ')}`,
    ...(level === null ? [] : [`  ${copyLevelWords[level][language]}`]),
    ...(wrong === null ? [] : [`  ${wrong[language].what} (${wrong.code})`]),
  ]
}

/** The station's disks, those reported lost, alarms, reminders, and every drive that is connected. */
export function statusLines(
  { disks, lost, alarms, reminders, drives }: BackupStatus,
  language: Language,
): string[] {
  const say = sayIn(language)
  const KINDS = { missing: say('hilang', 'missing'), changed: say('berubah', 'changed') }
  return [
    ...disks.flatMap((disk) => diskLines(disk, language)),
    ...lost.map(({ disk, label, at, packets, onceOnly, below }) =>
      say(
        `${disk}  ${label}  HILANG ${at}: ${packets} paket, ${below} di bawah kebijakan, ${onceOnly} hanya di komputer ini`,
        `${disk}  ${label}  LOST ${at}: packets ${packets}, below the policy ${below}, on this computer only ${onceOnly}`,
      ),
    ),
    ...alarms.map(({ id, label, kind, at, volumes, packets }) =>
      say(
        `PERINGATAN ${id}  ${label}  ${at}: ${volumes.length} volume ${KINDS[kind]}, ${packets} paket`,
        `ALARM ${id}  ${label}  ${at}: volumes ${KINDS[kind]} ${volumes.length}, packets ${packets}`,
      ),
    ),
    ...reminders.map((reminder) => `${say('perhatikan', 'attend to')}: ${reminderWords(reminder, language)}`),
    ...drives.flatMap((drive) => driveLines(drive, language)),
  ]
}

/** What a run brought, and what its copies are worth. @param notes of the drive */
export function backupLines(
  { sequence, packets, bytes, level }: BackupResult,
  notes: readonly DriveNote[],
  language: Language,
): string[] {
  const say = sayIn(language)
  return [
    say(
      `Komit ${sequence}: ${packets} paket, ${megabytes(bytes)}`,
      `Commit ${sequence}: packets ${packets}, ${megabytes(bytes)}`,
    ),
    copyLevelWords[level][language],
    ...notes
      .filter(isUnprovable)
      .map((note) => `${say('Perhatian', 'Note')}: ${driveNoteWords[note][language]}`),
  ]
}

/** What a verification proved, and every problem in words, with its code as the window has it. */
export function verdictLines(found: VerifyResult, language: Language): string[] {
  const say = sayIn(language)
  const { commits, volumes, packets } = found
  return [
    [
      found.sound ? say('Utuh', 'Sound') : say('TIDAK UTUH', 'NOT SOUND'),
      found.origin === 'proven'
        ? say('asal terbukti', 'origin proven')
        : say('asal belum terbukti', 'origin not proven'),
      ...(found.cold ? [say('diperiksa dingin', 'verified cold')] : []),
    ].join('; '),
    say(
      `${commits} komit, ${volumes} volume, ${packets} paket, ${megabytes(found.bytes)}`,
      `commits ${commits}, volumes ${volumes}, packets ${packets}, ${megabytes(found.bytes)}`,
    ),
    found.via === 'medium'
      ? say('Dibaca dari medianya', 'Read from the medium')
      : say(
          'Dibaca lewat ingatan komputer: itu tidak membuktikan isi disknya',
          "Read through the computer's memory: that proves nothing about the disk",
        ),
    ...found.problems.map(
      (problem) => `  ${problem.path}: ${problemWords(problem)[language]} (${problem.code})`,
    ),
  ]
}

/** What an inventory found, and whether a verification was due or asked for. */
export function checkLines({ alarmed, verified }: Checked, all: boolean, language: Language): string[] {
  const say = sayIn(language)
  const read = all
    ? say('Semua volume dibaca kembali', 'All volumes were read again')
    : say('Verifikasi yang jatuh tempo selesai', 'The verification that was due is done')
  return [
    alarmed > 0
      ? say(
          `PERINGATAN: ${alarmed} volume hilang atau berubah`,
          `ALARM: volumes missing or changed ${alarmed}`,
        )
      : say('Semua volume ada', 'All volumes are there'),
    verified ? read : say('Tidak ada verifikasi yang jatuh tempo', 'No verification is due'),
  ]
}

/** That a disk may be pulled, and for how many days nobody had read it. */
export function ejectLines(unread: number | null, language: Language): string[] {
  const say = sayIn(language)
  return [
    say('Boleh dicabut', 'May be pulled'),
    ...(unread === null
      ? []
      : [
          say(
            `Dilepas tanpa dibaca semua: sudah ${unread} hari. Pasang lagi dan jalankan rekam disk check --all sebelum disk dibawa`,
            `Let go without being read as a whole: for ${many(unread, 'day')}. Plug it in again and run rekam disk check --all before it is carried away`,
          ),
        ]),
  ]
}
