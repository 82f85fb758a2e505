import { expect, test } from 'vitest'
import type { RestorePlan } from '../../contract/restore.ts'
import type { Terminal } from './terminal.ts'
import { exitOf, gainLines, planLines, spans, teller } from './restore-words.ts'

const ID = '01jc0000000000000000000000'
const sound: RestorePlan = {
  station: '5272-01-A',
  name: 'Kec. Rasanae Barat',
  epoch: ID,
  commits: 2,
  packets: 3,
  bytes: 900_000,
  sound: [],
  lastAt: '2026-11-24T01:00:00.000Z',
  damaged: [],
  missing: [],
  absent: [],
  unknownNumbers: [],
  quarantined: [],
  state: { change: 9, recordings: 3, sukets: 1 },
  lostChanges: 0,
  registers: [{ issuer: '5272', year: 2026, last: 12 }],
  newestHead: 'known',
  newestBy: 'disk',
  papers: { read: 0, here: 0, refused: [] },
}

test('numbers are said in spans', () => {
  expect(spans([1, 2, 3, 7, 9, 10])).toBe('1-3, 7, 9-10')
  expect(spans([])).toBe('')
})

test('a sound plan says what comes, and ends with 0', () => {
  const lines = planLines(sound, 'id')
  expect(lines).toContain('3 paket utuh, 0.9 MB')
  expect(lines).toContain('Register Suket 5272 2026: nomor terakhir 12')
  expect(lines.filter((line) => line.startsWith('  '))).toEqual([])
  expect(exitOf(sound)).toBe(0)
})

test('each packet in trouble has its line: what it is, who it is, what speaks of it, and where it lies damaged', () => {
  const rest = { epoch: ID, received: false, damagedIn: null }
  const plan: RestorePlan = {
    ...sound,
    sound: ['a'],
    missing: ['m', 'd'],
    absent: [
      { id: 'm', seq: 4, name: 'SITI', by: 'register', ...rest, received: true },
      { id: 'd', seq: null, name: null, by: 'disk', ...rest, damagedIn: '/media/a/S0000002.TAR' },
    ],
    unknownNumbers: [5, 6],
    quarantined: ['q'],
    damaged: [{ path: '/media/a/S0000002.TAR', why: 'DISK-IO (op=read, errno=EIO)' }],
    lostChanges: 3,
    papers: { read: 2, here: 1, refused: ['RESTORE-PAPER-STATION'] },
  }
  expect(planLines(plan, 'id').slice(4)).toEqual([
    'Kepala terakhir diketahui',
    'Kertas: 2 terbukti, 1 paketnya ada, 1 ditolak',
    '  utuh: a',
    '  berkas rusak: /media/a/S0000002.TAR: tidak terbaca dari disk',
    '  hilang: m  no. 4  SITI  menurut register  sudah diterima pusat data',
    '  rusak: d  menurut indeks volume  di /media/a/S0000002.TAR',
    '  nomor rekaman tanpa paket: 5-6',
    '  perubahan register yang hilang: 3',
    '  dikarantina: q',
  ])
  expect(planLines(plan, 'en')).toEqual([
    'Station 5272-01-A (Kec. Rasanae Barat), 2 commits, the last 2026-11-24T01:00:00.000Z',
    '3 sound packets, 0.9 MB',
    "The station's state: 3 recordings, 1 Suket",
    'Suket register 5272 2026: last number 12',
    'The newest head is known',
    'Papers: 2 proven, of 1 the packet is here, 1 refused',
    '  sound: a',
    '  damaged file: /media/a/S0000002.TAR: it cannot be read from the disk',
    '  missing: m  no. 4  SITI  by the register  received by the data centre',
    "  damaged: d  by a volume's index  in /media/a/S0000002.TAR",
    '  numbers of recordings without a packet: 5-6',
    '  register changes that are lost: 3',
    '  in quarantine: q',
  ])
  expect(exitOf(plan)).toBe(1)
  expect(exitOf({ ...sound, unknownNumbers: [1] })).toBe(1)
})

test('what a living station lacks is named by packet', () => {
  const plan = { ...sound, gains: { packets: ['n'], rows: 2, newer: 1, conflicts: 0 } }
  expect(gainLines(plan, 'id')).toEqual([
    'Belum ada di stasiun ini: 1 paket, 2 baris register; lebih baru di sumber: 1; bertentangan: 0',
    '  baru: n',
  ])
  expect(gainLines(plan, 'en')).toEqual([
    'Not at this station yet: 1 packet, 2 register lines; newer in the sources: 1; in conflict: 0',
    '  new: n',
  ])
})

test.each([
  ['id', 'membaca rekaman 3/5'],
  ['en', 'reading recordings 3/5'],
] as const)('what a restore does is said in words, %s', (language, said) => {
  const told: string[] = []
  const terminal = { err: (text: string) => void told.push(text) } as unknown as Terminal
  teller(terminal, language)({ phase: 'packets', done: 3, total: 5 })
  expect(told).toEqual([said])
})
