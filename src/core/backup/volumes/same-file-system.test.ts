import { expect, test } from 'vitest'
import { isSameFileSystem } from './same-file-system.ts'

test('an NTFS serial is known by its last eight digits, as Windows tells it', () => {
  expect(isSameFileSystem('5E8A1B2C12345678', '12345678')).toBe(true)
  expect(isSameFileSystem('12345678', '5E8A1B2C12345678')).toBe(true)
  expect(isSameFileSystem('5E8A1B2C12345678', '12345679')).toBe(false)
})

test('everything else is equal or not', () => {
  expect(isSameFileSystem('1a2b-3c4d', '1A2B-3C4D')).toBe(true)
  expect(isSameFileSystem('1A2B-3C4D', '1A2B-3C4E')).toBe(false)
  expect(isSameFileSystem('', '1A2B-3C4D')).toBe(false)
  expect(isSameFileSystem('', '')).toBe(true)
})
