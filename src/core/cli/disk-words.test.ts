import { expect, test } from 'vitest'
import {
  type BackupResult,
  type BackupStatus,
  type Disk,
  type Drive,
  reminderSchema,
  type VerifyResult,
} from '../../contract/backup.ts'
import {
  backupLines,
  checkLines,
  driveLines,
  ejectLines,
  reminderWords,
  statusLines,
  verdictLines,
} from './disk-words.ts'

const drive = {
  mount: '/media/usb',
  name: 'USB',
  fs: 'vfat',
  bytes: 64e9,
  free: 1.5e9,
  state: 'unusable',
  notes: [],
} satisfies Drive

test('the terminal says of each drive what it is, what is wrong with it and what is to be known', () => {
  expect(driveLines({ ...drive, why: 'too-small', notes: ['noexec'] }, 'id')).toEqual([
    'drive /media/usb  USB  vfat  sisa 1.5 GB dari 64.0 GB  tidak dapat dipakai',
    '  Disk ini terlalu kecil. Pakai disk yang lebih besar.',
    '  Program di disk ini tidak dapat dijalankan (noexec).',
  ])
  expect(driveLines({ ...drive, state: 'readonly', why: 'locked' }, 'id').join()).toContain(
    'Geser penguncinya',
  )
  const host = { station: '5272-02-B', label: 'BERSAMA' }
  const shared = driveLines({ ...drive, state: 'foreign', why: 'foreign', station: '5272-02-B', host }, 'id')
  expect(shared).toEqual([
    expect.stringContaining('milik stasiun 5272-02-B'),
    '  dapat dipakai bersama stasiun 5272-02-B (BERSAMA)',
  ])
  expect(driveLines({ ...drive, why: 'too-small', notes: ['noexec'] }, 'en')).toEqual([
    'drive /media/usb  USB  vfat  1.5 GB free of 64.0 GB  cannot be used',
    '  This disk is too small. Use a larger one.',
    '  Programs on this disk cannot be run (noexec).',
  ])
})

test.each(reminderSchema.shape.code.options)('a reminder of %s is words, not its code', (code) => {
  // Days that are still to come are negative: a disk fills up ahead.
  const days = code === 'full' ? -3 : 3
  const reminder = { code, grade: 'said', days, disk: 'DISK A', packets: 2 } as const
  const said = reminderWords(reminder, 'id')
  expect(said).not.toContain('once-only')
  expect(said).toMatch(/^[A-Za-z0-9 ;]{20,}$/)
  expect(said).toMatch(code === 'absent' ? /2 berkas/ : /3 hari/)
  expect(reminderWords(reminder, 'en')).toMatch(code === 'absent' ? /2 files/ : /3 days/)
})

test('a disk that is as good as full has no days any more', () => {
  expect(reminderWords({ code: 'full', grade: 'danger', days: 0, disk: 'DISK A' }, 'id')).toBe(
    'DISK A hampir penuh; siapkan disk baru',
  )
})

const backedUp = {
  sequence: 3,
  packets: 2,
  bytes: 1_500_000,
  changes: null,
  via: 'cache',
  level: 'L0',
  disk: '',
} satisfies BackupResult

test('a backup says what its copies are worth in words, in the language of the terminal', () => {
  expect(backupLines(backedUp, ['unprovable', 'exec'], 'id')).toEqual([
    'Komit 3: 2 paket, 1.5 MB',
    'tertulis, belum terbaca dari medianya',
    expect.stringMatching(/^Perhatian: Salinan di disk ini tidak pernah dihitung/),
  ])
  expect(backupLines({ ...backedUp, via: 'medium', level: 'L1' }, [], 'en')).toEqual([
    'Commit 3: packets 2, 1.5 MB',
    'read back from the medium',
  ])
})

const found: VerifyResult = {
  sound: false,
  origin: 'proven',
  commits: 2,
  volumes: 2,
  packets: 5,
  bytes: 2_000_000,
  via: 'medium',
  problems: [
    { code: 'VOLUME-CORRUPT', path: 'A/202611/S0000001.TAR', why: 'DISK-IO (op=read, errno=EIO)' },
    { code: 'COMMIT-COPY', path: 'A/2', why: 'one of the two statements is damaged' },
  ],
  station: 'A',
  cold: false,
  lastSequence: 2,
  head: null,
}

test('a verification says its problems in words, never with the reason as the core spells it', () => {
  expect(verdictLines(found, 'id')).toEqual([
    'TIDAK UTUH; asal terbukti',
    '2 komit, 2 volume, 5 paket, 2.0 MB',
    'Dibaca dari medianya',
    '  A/202611/S0000001.TAR: tidak terbaca dari disk (VOLUME-CORRUPT)',
    '  A/2: satu dari dua catatannya rusak; yang lain masih utuh (COMMIT-COPY)',
  ])
  const english = verdictLines({ ...found, cold: true, via: 'cache', origin: 'unproven' }, 'en')
  expect(english.slice(0, 3)).toEqual([
    'NOT SOUND; origin not proven; verified cold',
    'commits 2, volumes 2, packets 5, 2.0 MB',
    "Read through the computer's memory: that proves nothing about the disk",
  ])
  expect(english[3]).toBe('  A/202611/S0000001.TAR: it cannot be read from the disk (VOLUME-CORRUPT)')
})

test('the list of disks is in the language of the terminal, and says what copies are worth and what a code would hide', () => {
  const disk = {
    id: 'd',
    label: 'DISK A',
    place: 'lemari',
    holder: '',
    dueOn: null,
    packets: 5,
    behind: 1,
    left: 2,
    unproven: 3,
    level: 'L0',
    free: 1e9,
    problem: 'BACKUP-DISK-FULL',
    mount: null,
  } as Partial<Disk> as Disk
  const alarm = {
    id: 'a',
    disk: 'd',
    label: 'DISK A',
    at: 'T',
    kind: 'changed',
    volumes: ['v'],
    packets: 4,
  } as const
  const lost = { disk: 'l', label: 'B', at: 'T', packets: 9, onceOnly: 1, below: 2 }
  const status = {
    disks: [disk],
    lost: [lost],
    alarms: [alarm],
    reminders: [],
    drives: [],
  } as unknown as BackupStatus
  expect(statusLines(status, 'id')).toEqual([
    'd  DISK A  lemari  -  -  5 paket, kurang 1, belum terbukti 3, dihapus dari komputer ini lebih dahulu 2, sisa 1.0 GB',
    '  tertulis, belum terbaca dari medianya',
    expect.stringMatching(/^ {2}.*\(BACKUP-DISK-FULL\)$/),
    'l  B  HILANG T: 9 paket, 2 di bawah kebijakan, 1 hanya di komputer ini',
    'PERINGATAN a  DISK A  T: 1 volume berubah, 4 paket',
  ])
  expect(statusLines(status, 'en')).toEqual([
    'd  DISK A  lemari  -  -  packets 5, lacking 1, not proven 3, left this computer before 2, 1.0 GB free',
    '  written, not read from the medium yet',
    expect.stringMatching(/^ {2}.*\(BACKUP-DISK-FULL\)$/),
    'l  B  LOST T: packets 9, below the policy 2, on this computer only 1',
    'ALARM a  DISK A  T: volumes changed 1, packets 4',
  ])
})

test('checking and letting go speak the language of the terminal', () => {
  expect(checkLines({ alarmed: 0, verified: true }, true, 'en')).toEqual([
    'All volumes are there',
    'All volumes were read again',
  ])
  expect(checkLines({ alarmed: 2, verified: false }, false, 'id')).toEqual([
    'PERINGATAN: 2 volume hilang atau berubah',
    'Tidak ada verifikasi yang jatuh tempo',
  ])
  expect(ejectLines(null, 'en')).toEqual(['May be pulled'])
  expect(ejectLines(41, 'id')[1]).toContain('sudah 41 hari')
})
