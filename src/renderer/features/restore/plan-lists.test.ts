import { expect, test } from 'vitest'
import type { RestorePlan } from '../../../contract/restore.ts'
import { listsOf } from './plan-lists.ts'

const ID = '01jc0000000000000000000000'
const sound: RestorePlan = {
  station: '5272-01-A',
  name: '',
  epoch: ID,
  commits: 1,
  packets: 1,
  bytes: 1,
  sound: [],
  lastAt: null,
  damaged: [],
  missing: [],
  absent: [],
  unknownNumbers: [],
  quarantined: [],
  state: null,
  lostChanges: 0,
  registers: [],
  newestHead: 'known',
  newestBy: 'disk',
  papers: { read: 0, here: 0, refused: [] },
}

test('a sound plan has no lists', () => {
  expect([...listsOf(sound).keys()]).toEqual([])
})

test('packets that lie nowhere and packets that lie damaged are told apart', () => {
  const packet = { epoch: ID, seq: 1, name: 'SITI', by: 'register', received: true } as const
  const lists = listsOf({
    ...sound,
    absent: [
      { ...packet, id: 'a', damagedIn: null },
      { ...packet, id: 'b', damagedIn: '/media/a/S0000001.TAR' },
    ],
    damaged: [{ path: '/media/a/S0000001.TAR', why: 'sha256' }],
    unknownNumbers: [7],
    gains: { packets: ['n'], rows: 1, newer: 0, conflicts: 0 },
  })
  expect([...lists.keys()]).toEqual(['missing', 'damaged', 'files', 'numbers', 'gained'])
  expect(lists.get('missing')).toMatchObject([{ key: 'a', name: 'SITI', received: true }])
  expect(lists.get('damaged')).toMatchObject([{ key: 'b', where: '/media/a/S0000001.TAR' }])
  expect(lists.get('numbers')).toMatchObject([{ seq: 7 }])
})
