import { expect, it } from 'vitest'
import { FINGER_SLOTS } from '../guide/steps.ts'
import { acrossHands, fingerOf, LEFT_HAND } from './hand-shape.ts'

it('lays the fingers before the eyes from the left little to the right little finger', () => {
  expect(acrossHands(FINGER_SLOTS).map(fingerOf)).toEqual([
    'left-little',
    'left-ring',
    'left-middle',
    'left-index',
    'left-thumb',
    'right-thumb',
    'right-index',
    'right-middle',
    'right-ring',
    'right-little',
  ])
})

it('draws five fingers, and knows first and second captures', () => {
  expect(LEFT_HAND).toHaveLength(5)
  expect(fingerOf('second-right-index')).toBe('right-index')
  expect(fingerOf('iris-left')).toBeNull()
})
