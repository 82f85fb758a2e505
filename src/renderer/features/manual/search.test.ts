import { expect, test } from 'vitest'
import { MANUAL_NAMES } from '../../../contract/manual/pages.ts'
import { searchManual } from './search.ts'

test('without words all pages stand in their order', () => {
  expect(searchManual('  ')).toEqual(MANUAL_NAMES)
})

test('pages are found by Indonesian and English words, by their title first', () => {
  expect(searchManual('cadangan')[0]).toBe('backup')
  expect(searchManual('queue')[0]).toBe('queue')
  expect(searchManual('LISTRIK padam')).toContain('power')
  expect(searchManual('sticker stiker')).toEqual(['backup'])
})

test('what is nowhere is not found', () => {
  expect(searchManual('helikopter')).toEqual([])
})
