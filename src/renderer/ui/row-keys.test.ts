import { expect, it } from 'vitest'
import { rowAfter, stopOf } from './row-keys.ts'

it('moves by one, stops at the ends, jumps by pages, Home and End', () => {
  expect(rowAfter('ArrowDown', -1, 3)).toBe(0)
  expect(rowAfter('ArrowDown', 1, 3)).toBe(2)
  expect(rowAfter('ArrowDown', 2, 3)).toBe(2)
  expect(rowAfter('ArrowUp', 1, 3)).toBe(0)
  expect(rowAfter('ArrowUp', 0, 3)).toBeNull()
  expect(rowAfter('Home', 2, 3)).toBe(0)
  expect(rowAfter('End', 0, 3)).toBe(2)
  expect(rowAfter('PageDown', 4, 100)).toBe(16)
  expect(rowAfter('PageDown', -1, 5)).toBe(4)
  expect(rowAfter('PageUp', 16, 100)).toBe(4)
  expect(rowAfter('PageUp', 4, 100)).toBe(0)
})

it('leaves other keys and empty lists alone', () => {
  expect(rowAfter('a', 0, 3)).toBeNull()
  expect(rowAfter('ArrowDown', -1, 0)).toBeNull()
})

it('stops once in a list: where the focus was last, at the first where that row is gone', () => {
  expect(stopOf(['a', 'b', 'c'], null)).toBe('a')
  expect(stopOf(['a', 'b', 'c'], 'c')).toBe('c')
  expect(stopOf(['a', 'b'], 'c')).toBe('a')
  expect(stopOf([], 'c')).toBeUndefined()
})
