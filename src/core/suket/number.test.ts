import { describe, expect, it } from 'vitest'
import { renderNumber } from './number.ts'

describe('renderNumber', () => {
  it('fills the template of the profile', () => {
    const parts = { seq: 7, unit: 'A', day: '2026-11-23' }
    expect(renderNumber('471.13/{seq}/{unit}/{month-roman}/{year}', parts)).toBe('471.13/00007/A/XI/2026')
    expect(renderNumber('400.8.2.2/{seq}-{unit}/{month}.{year}', parts)).toBe('400.8.2.2/00007-A/11.2026')
  })

  it('does not cut a sequence beyond five digits', () => {
    expect(renderNumber('{seq}', { seq: 123_456, unit: 'A', day: '2026-01-01' })).toBe('123456')
  })

  it('refuses a placeholder that it does not know', () => {
    expect(() => renderNumber('{seq}/{nik}', { seq: 1, unit: 'A', day: '2026-01-01' })).toThrow(
      expect.objectContaining({ code: 'FORMAT-UNREADABLE' }),
    )
  })
})
