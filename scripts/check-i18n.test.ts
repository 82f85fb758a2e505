import { describe, expect, it } from 'vitest'
import { checkTree, checkWords, flatten } from './check-i18n.ts'

const id = { a: { open: 'Buka {{name}}', shut: 'Tutup' }, step: { one: 'Satu', two: 'Dua' } }
const en = { a: { open: 'Open {{name}}', shut: 'Close' }, step: { one: 'One', two: 'Two' } }

describe('checkWords', () => {
  it('knows whole keys, keys kept as data, and templates', () => {
    const sources = ["t('a.open', { name })", "const word = 'a.shut'", 't(`step.${which}`)']
    expect(checkWords(id, en, sources)).toEqual({ missing: [], uneven: [], unused: [], unknown: [] })
  })

  it('finds words that nothing shows', () => {
    expect(checkWords(id, en, ["t('a.open')", 't(`step.${which}`)']).unused).toEqual(['a.shut'])
  })

  it('does not let a template stand for more than one name', () => {
    expect(checkWords(id, en, ['t(`a.${x}`)', 't(`${anything}`)']).unused).toEqual(['step.one', 'step.two'])
  })

  it('finds a use without words', () => {
    expect(checkWords(id, en, ["t('a.gone')"]).unknown).toEqual(['a.gone'])
  })

  it('finds a language that says less, or with other placeholders', () => {
    const lame = { a: { open: 'Open', shut: 'Close' }, step: { one: 'One' } }
    const report = checkWords(id, lame, [])
    expect(report.missing).toEqual(['step.two'])
    expect(report.uneven).toEqual(['a.open'])
  })
})

it('finds nothing wrong with the words of the window', () => {
  expect(checkTree()).toEqual({ missing: [], uneven: [], unused: [], unknown: [] })
})

it('flattens to dotted keys', () => {
  expect([...flatten(id).keys()]).toEqual(['a.open', 'a.shut', 'step.one', 'step.two'])
})
