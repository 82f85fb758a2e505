import { expect, test } from 'vitest'
import type { DrillFacts } from '../../contract/restore.ts'
import { drillLines } from './drill-words.ts'

const facts = {
  sources: [{ mount: '/media/a', name: 'A' }],
  packets: { station: 9, restored: 8, bytes: 1, missing: 1, differing: 0, strangers: 0 },
  missing: ['m'],
  differing: [],
  damaged: [{ path: '/media/a/S0000001.TAR', why: 'DISK-IO (op=read, errno=EIO)' }],
  tables: [
    { table: 'recording', station: 9, restored: 8 },
    { table: 'suket', station: 3, restored: 3 },
  ],
  rowsDiffering: 0,
  digests: { station: 'aa', restored: 'bb' },
  whole: false,
} as Partial<DrillFacts> as DrillFacts

test('a drill names damaged files in words, in the language of the terminal', () => {
  const saved = { path: '/r.pdf', signature: '/r.pdf.minisig' }
  expect(drillLines(facts, saved, 'id')).toEqual([
    'TIDAK LENGKAP',
    '8 dari 9 rekaman kembali, 1 hilang, 0 berbeda',
    'SHA-256 bb',
    'Baris register: 11 dari 12 kembali, 0 berbeda',
    '  recording: 8 dari 9',
    '  hilang: m',
    '  berkas rusak: /media/a/S0000001.TAR: tidak terbaca dari disk',
    'Laporan: /r.pdf',
    'Tanda tangan: /r.pdf.minisig',
  ])
  expect(drillLines({ ...facts, whole: true }, null, 'en')).toEqual([
    'WHOLE: everything came back',
    'recordings back 8 of 9, missing 1, differing 0',
    'SHA-256 bb',
    'Register rows: 11 of 12 came back, 0 differ',
    '  recording: 8 of 9',
    '  missing: m',
    '  damaged file: /media/a/S0000001.TAR: it cannot be read from the disk',
  ])
})
