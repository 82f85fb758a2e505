import { describe, expect, it } from 'vitest'
import { readTextSize } from './text-size.ts'

describe('readTextSize', () => {
  it('takes what was kept, and the normal size for anything else', () => {
    expect(readTextSize('larger')).toBe('larger')
    expect(readTextSize(null)).toBe('normal')
    expect(readTextSize('400%')).toBe('normal')
  })
})
