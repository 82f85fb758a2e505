import { expect, test } from 'vitest'
import { decide, isBetterCopy, joinClocks, type Meeting } from './merge-rules.ts'

const clock = (known: Record<string, number>) => new Map(Object.entries(known))
const order = (epoch: string) => Number(epoch.slice(1))
const meet = (over: Partial<Meeting>) =>
  decide({
    coming: { epoch: 'e1', seq: 5 },
    theirs: clock({ e1: 9 }),
    here: { epoch: 'e1', seq: 3 },
    ours: clock({ e1: 3 }),
    order,
    ...over,
  })

test.each<[string, Partial<Meeting>, string]>([
  ['a later change of the same epoch', {}, 'take'],
  ['an earlier one', { here: { epoch: 'e1', seq: 6 } }, 'keep'],
  ['the same one', { here: { epoch: 'e1', seq: 5 } }, 'keep'],
  ['a row that was never heard of', { here: null }, 'take'],
  ['a row that was removed here', { here: null, ours: clock({ e1: 5 }) }, 'keep'],
  [
    'one that was known here when it was changed here',
    { here: { epoch: 'e2', seq: 1 }, ours: clock({ e1: 5, e2: 1 }) },
    'keep',
  ],
  [
    'one by who knew ours, although of an earlier epoch',
    { here: { epoch: 'e2', seq: 4 }, ours: clock({ e2: 4 }), theirs: clock({ e1: 9, e2: 4 }) },
    'take',
  ],
  [
    'two that knew nothing of each other: the later epoch is here',
    { here: { epoch: 'e2', seq: 1 }, ours: clock({ e2: 1, e1: 4 }) },
    'keep-both',
  ],
  [
    'two that knew nothing of each other: the later epoch comes',
    {
      coming: { epoch: 'e2', seq: 1 },
      here: { epoch: 'e1', seq: 8 },
      ours: clock({ e1: 8 }),
      theirs: clock({ e2: 1, e1: 4 }),
    },
    'take-both',
  ],
])('%s', (_, over, decision) => {
  expect(meet(over)).toBe(decision)
})

test('two branches of one parent decide alike on both sides', () => {
  const [a, b] = [
    { epoch: 'a2', seq: 7 },
    { epoch: 'b2', seq: 2 },
  ]
  const same = () => 2
  const [ofA, ofB] = [clock({ a2: 7 }), clock({ b2: 2 })]
  expect(decide({ coming: b, theirs: ofB, here: a, ours: ofA, order: same })).toBe('take-both')
  expect(decide({ coming: a, theirs: ofA, here: b, ours: ofB, order: same })).toBe('keep-both')
})

test('clocks join by the higher of each epoch', () => {
  const joined = joinClocks(clock({ e1: 3, e2: 9 }), clock({ e1: 5, e3: 1 }))
  expect(Object.fromEntries(joined)).toEqual({ e1: 5, e2: 9, e3: 1 })
})

test('of two copies the higher level counts, of equal ones the later', () => {
  expect(isBetterCopy({ level: 'L2', at: '1' }, { level: 'L1', at: '2' })).toBe(true)
  expect(isBetterCopy({ level: 'L0', at: '9' }, { level: 'L1', at: '2' })).toBe(false)
  expect(isBetterCopy({ level: 'L1', at: '3' }, { level: 'L1', at: '2' })).toBe(true)
})
