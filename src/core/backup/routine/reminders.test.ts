import fc from 'fast-check'
import { expect, test } from 'vitest'
import { remindersOf, type RemindersOf } from './reminders.ts'

const START = Date.parse('2026-11-01T02:00:00.000Z')
const DAY = 86_400_000
const at = (days: number) => new Date(START + days * DAY).toISOString()

function after(days: number, over: Partial<RemindersOf> = {}) {
  const now = new Date(START + days * DAY)
  return remindersOf({
    now,
    until: new Date(now.getTime() + 7_200_000).toISOString(),
    today: now.toISOString().slice(0, 10),
    oldestOnceOnly: null,
    absent: { count: 0, since: null },
    disks: [],
    firstAt: null,
    places: { now: 2, wanted: 2 },
    verifiedWithinDays: 30,
    ...over,
  })
}

const disk = {
  id: 'd',
  label: 'Disk A',
  kind: 'rotation',
  dueOn: null,
  behind: 0,
  lastCommitAt: null,
  pairedAt: at(0),
  overdue: -1,
  fullIn: null,
} as const

test('nothing to be done, nothing said', () => {
  expect(after(1, { disks: [disk] })).toEqual([])
})

test.each([
  [0, []],
  [1, [{ code: 'once-only', grade: 'said', days: 1, disk: null }]],
  [3, [{ code: 'once-only', grade: 'urgent', days: 3, disk: null }]],
  [9, [{ code: 'once-only', grade: 'danger', days: 9, disk: null }]],
])('after %i days a recording that exists once is said', (days, reminders) => {
  expect(after(days, { oldestOnceOnly: at(0) })).toEqual(reminders)
})

test('packets that are missed here are said at once with their number, and graver from day to day', () => {
  const said = (days: number) => after(days, { absent: { count: 2, since: at(0) } })
  expect(said(0)).toEqual([{ code: 'absent', grade: 'said', days: 0, disk: null, packets: 2 }])
  expect([-3, 1, 4].map((days) => said(days)[0]?.grade)).toEqual(['said', 'urgent', 'danger'])
})

test('a due day is said two days ahead and grows when it is over', () => {
  const grade = (days: number) => after(days, { disks: [{ ...disk, dueOn: '2026-11-10' }] })[0]?.grade
  expect([6, 7, 9, 10, 17].map(grade)).toEqual([undefined, 'said', 'said', 'urgent', 'danger'])
})

test('a disk that is complete is not told to come, one that lacks something is', () => {
  const one = (behind: number) => after(15, { disks: [{ ...disk, behind, lastCommitAt: at(0) }] })
  expect(one(0)).toEqual([])
  expect(one(3)).toEqual([{ code: 'behind', grade: 'urgent', days: 15, disk: 'Disk A' }])
})

test.each([
  [30, [3, 4, 7, 14], [undefined, 'said', 'urgent', 'danger']],
  [7, [1, 2, 3, 6], [undefined, 'said', 'urgent', 'danger']],
  [365, [4, 5, 15, 30], [undefined, 'said', 'urgent', 'danger']],
])(
  'policy of %i days: an overdue reading is said before copies lapse, urgent when they do',
  (policy, days, grades) => {
    const grade = (overdue: number) =>
      after(1, { verifiedWithinDays: policy, disks: [{ ...disk, overdue }] })[0]?.grade
    expect(days.map(grade)).toEqual(grades)
  },
)

test('a disk that no clock can tell anything of counts from its pairing', () => {
  expect(after(9, { disks: [{ ...disk, overdue: Infinity }] })).toMatchObject([
    { code: 'unchecked', days: 9 },
  ])
})

test.each([
  ['once-only', { oldestOnceOnly: at(3650) }],
  ['behind', { disks: [{ ...disk, pairedAt: at(3650), behind: 3 }] }],
  ['unchecked', { disks: [{ ...disk, pairedAt: at(3650), overdue: Infinity }] }],
  ['places', { firstAt: at(3650), places: { now: 1, wanted: 2 } }],
] as const)('what a clock that ran ten years ahead wrote silences nothing: %s', (code, over) => {
  expect(after(1, over)).toMatchObject([{ code, grade: 'said' }])
})

test('a disk that fills up is said a month ahead and grows as it comes near', () => {
  const said = (fullIn: number | null) => after(1, { disks: [{ ...disk, fullIn }] })
  expect([null, 30, 29, 14, 3].map((days) => said(days)[0]?.grade)).toEqual([
    undefined,
    undefined,
    'said',
    'urgent',
    'danger',
  ])
  expect(said(20)).toEqual([{ code: 'full', grade: 'said', days: -20, disk: 'Disk A' }])
})

test('two disks in one drawer are reminded of', () => {
  expect(after(8, { firstAt: at(0), places: { now: 1, wanted: 2 } })).toMatchObject([
    { code: 'places', grade: 'urgent' },
  ])
})

test('whatever is reminded of only grows while nobody does anything, the gravest first', () => {
  const rank = { said: 1, urgent: 2, danger: 3 }
  const day = fc.integer({ min: -20, max: 40 })
  fc.assert(
    fc.property(
      day,
      day,
      fc.option(day),
      fc.nat({ max: 3 }),
      fc.nat({ max: 60 }),
      (once, due, commit, behind, from) => {
        const of = {
          oldestOnceOnly: at(Math.min(once, from)),
          firstAt: at(0),
          places: { now: 1, wanted: 2 },
          disks: [
            {
              ...disk,
              dueOn: at(due).slice(0, 10),
              behind,
              lastCommitAt: commit === null ? null : at(Math.min(commit, from)),
            },
          ],
        }
        const [now, later] = [after(from, of), after(from + 1, of)]
        for (const { code, grade } of now)
          expect(rank[later.find((one) => one.code === code)!.grade]).toBeGreaterThanOrEqual(rank[grade])
        const ranks = later.map(({ grade }) => rank[grade])
        expect(ranks).toEqual(ranks.toSorted((a, b) => b - a))
      },
    ),
  )
})
