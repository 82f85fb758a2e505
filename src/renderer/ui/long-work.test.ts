import { expect, test } from 'vitest'
import { contract } from '../../contract/contract.ts'
import { work } from '../i18n/id/work.ts'
import { actOf, shownWork } from './long-work.ts'

test('the bar shows what began first, of what shows itself nowhere else', () => {
  expect(shownWork([])).toBeUndefined()
  expect(shownWork([{ act: 'settings-choosePath', at: 1 }])).toBeUndefined()
  const pending = [
    { act: 'suket-save', at: 5 },
    { act: 'restore-run', at: 1 },
    { act: 'board-saveRecap', at: 3 },
  ]
  expect(shownWork(pending)?.act).toBe('board-saveRecap')
})

test('an act is named by its key, and whatever has words is one', () => {
  expect(actOf([['board', 'saveRecap'], { type: 'mutation' }])).toBe('board-saveRecap')
  expect(actOf(undefined)).toBe('')
  const known = Object.entries(contract).flatMap(([room, procedures]) =>
    Object.keys(procedures).map((name) => `${room}-${name}`),
  )
  expect(Object.keys(work).filter((act) => !known.includes(act))).toEqual([])
})
