import { expect, test } from 'vitest'
import { type Drive, reminderSchema } from '../../contract/backup.ts'
import { driveLines, reminderWords } from './disk-words.ts'

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
  expect(driveLines({ ...drive, why: 'too-small', notes: ['noexec'] })).toEqual([
    'drive /media/usb  USB  vfat  sisa 1.5 GB dari 64.0 GB  tidak dapat dipakai',
    '  Disk ini terlalu kecil. Pakai disk yang lebih besar.',
    '  Program di disk ini tidak dapat dijalankan (noexec).',
  ])
  expect(driveLines({ ...drive, state: 'readonly', why: 'locked' }).join()).toContain('Geser penguncinya')
  const host = { station: '5272-02-B', label: 'BERSAMA' }
  const shared = driveLines({ ...drive, state: 'foreign', why: 'foreign', station: '5272-02-B', host })
  expect(shared).toEqual([
    expect.stringContaining('milik stasiun 5272-02-B'),
    '  dapat dipakai bersama stasiun 5272-02-B (BERSAMA)',
  ])
})

test.each(reminderSchema.shape.code.options)('a reminder of %s is words, not its code', (code) => {
  // Days that are still to come are negative: a disk fills up ahead.
  const days = code === 'full' ? -3 : 3
  const said = reminderWords({ code, grade: 'said', days, disk: 'DISK A', packets: 2 })
  expect(said).not.toContain('once-only')
  expect(said).toMatch(/^[A-Za-z0-9 ;]{20,}$/)
  expect(said).toMatch(code === 'absent' ? /2 berkas/ : /3 hari/)
})

test('a disk that is as good as full has no days any more', () => {
  expect(reminderWords({ code: 'full', grade: 'danger', days: 0, disk: 'DISK A' })).toBe(
    'DISK A hampir penuh; siapkan disk baru',
  )
})
