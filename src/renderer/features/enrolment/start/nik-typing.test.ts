import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupNik } from './nik-typing.ts'

describe('groupNik', () => {
  it('groups as a scanner or a person types', () => {
    const typed = '5272011703850001'
      .split('')
      .reduce((text, digit) => groupNik(text + digit, text.length + 1).text, '')
    expect(typed).toBe('527201 170385 0001')
  })

  it('keeps the caret behind the digit that was mended', () => {
    // 52|7201 -> a 9 typed behind the second digit
    expect(groupNik('529720 1170385 0001', 3)).toEqual({ text: '529720 117038 50001', caret: 3 })
    expect(groupNik('5272017', 7)).toEqual({ text: '527201 7', caret: 8 })
  })

  it('leaves letters for the check to name', () => {
    expect(groupNik('52720I', 6).text).toBe('52720I')
  })

  it('never loses or adds a digit, and the caret stays inside', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9 ]{0,20}$/), fc.nat(20), (text, at) => {
        const caret = Math.min(at, text.length)
        const grouped = groupNik(text, caret)
        expect(grouped.text.replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
        expect(grouped.text.slice(0, grouped.caret).replaceAll(' ', '')).toBe(
          text.slice(0, caret).replaceAll(' ', ''),
        )
      }),
    )
  })
})
