import { describe, expect, it } from 'vitest'
import { actWord } from '../../../contract/act-words.ts'
import { settings as english } from '../../i18n/en/settings.ts'
import { settings } from '../../i18n/id/settings.ts'

describe('actWord', () => {
  it('finds the words of an act, and none for one that it does not know', () => {
    expect(actWord('suket.issue')).toBe('suket-issue')
    expect(actWord('draft.truth-withdrawn')).toBe('draft-truth-withdrawn')
    expect(actWord('something.new')).toBeNull()
    expect(actWord('toString')).toBeNull()
  })

  it('has words in both languages', () => {
    expect(Object.keys(english.acts)).toEqual(Object.keys(settings.acts))
  })
})
