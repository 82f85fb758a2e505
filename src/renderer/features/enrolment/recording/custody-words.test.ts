import { describe, expect, it } from 'vitest'
import { custodyLines, foldHistory } from './custody-words.ts'

const at = '2017-03-17T01:00:00.000Z'
const kept = { at, place: '', holder: '', state: 'paired', counts: true }

describe('custodyLines', () => {
  it('does not call a copy safe before it was read back', () => {
    const lines = custodyLines({
      here: true,
      disks: [
        { ...kept, disk: 'a', label: 'Disk A', level: 'L0', counts: false },
        { ...kept, disk: 'b', label: 'Disk B', level: 'L1', place: 'rumah camat', holder: 'Budi' },
        { ...kept, disk: 'c', label: 'Disk C', level: 'L2', counts: false },
        { ...kept, disk: 'd', label: 'Disk D', level: 'L2', state: 'lost', counts: false },
      ],
      receipts: [],
      exported: [{ bag: 'c', at }],
    })
    expect(lines.map(({ word, meaning }) => [word, meaning])).toEqual([
      ['enrolment.custody.here', 'aman'],
      ['enrolment.custody.L0', 'menunggu'],
      ['enrolment.custody.L1', 'aman'],
      ['enrolment.custody.old', 'menunggu'],
      ['enrolment.custody.lost', 'bahaya'],
      ['enrolment.custody.bag', 'menunggu'],
    ])
  })

  it('calls only a final receipt the end of waiting', () => {
    const lines = custodyLines({
      here: false,
      disks: [],
      receipts: [
        { site: 'pos-5272', grade: 'post', at },
        { site: 'mmu', grade: 'final', at },
      ],
      exported: [],
    })
    expect(lines.map(({ meaning }) => meaning)).toEqual(['menunggu', 'menunggu', 'aman'])
  })
})

it('tells a run of the same act once', () => {
  const entry = (what: string, who = 'siti') => ({ at, what, who })
  expect(
    foldHistory([
      entry('draft.biodata'),
      entry('draft.biodata'),
      entry('draft.biodata', 'budi'),
      entry('draft.capture'),
    ]),
  ).toEqual([
    { at, what: 'draft.biodata', who: 'siti', times: 2 },
    { at, what: 'draft.biodata', who: 'budi', times: 1 },
    { at, what: 'draft.capture', who: 'siti', times: 1 },
  ])
})
