import { expect, it } from 'vitest'
import { spellsOf } from './spells.ts'

let n = 0
const row = (site: string, at: string, state: string, notice: string | null = null) => ({
  n: ++n,
  site,
  at,
  state,
  notice,
})

it('makes stretches of the log: from when to when a site took nothing, and what it said', () => {
  expect(
    spellsOf([
      row('mmu', '2017-03-17', 'refusing', 'tutup'),
      row('batam', '2017-03-18', 'unreachable'),
      row('mmu', '2017-03-20', 'unreachable'),
      row('batam', '2017-03-21', 'open'),
      row('mmu', '2017-06-01', 'open'),
      row('mmu', '2017-07-01', 'refusing'),
    ]),
  ).toEqual([
    { site: 'mmu', state: 'refusing', from: '2017-07-01', to: null, notice: null },
    { site: 'mmu', state: 'unreachable', from: '2017-03-20', to: '2017-06-01', notice: null },
    { site: 'batam', state: 'unreachable', from: '2017-03-18', to: '2017-03-21', notice: null },
    { site: 'mmu', state: 'refusing', from: '2017-03-17', to: '2017-03-20', notice: 'tutup' },
  ])
})

it('has nothing to tell of sites that only ever took, and counts a state told twice once', () => {
  expect(spellsOf([row('mmu', '1', 'open'), row('mmu', '2', 'open')])).toEqual([])
  expect(spellsOf([row('mmu', '1', 'refusing'), row('mmu', '2', 'refusing')])).toHaveLength(1)
})
