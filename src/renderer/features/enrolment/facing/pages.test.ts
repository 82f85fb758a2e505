import { expect, it } from 'vitest'
import { BIODATA_FIELDS, type BiodataField } from '../../../../contract/biodata.ts'
import { pageToRead } from './pages.ts'

const shown = BIODATA_FIELDS.map((name) => ({ name, text: name === 'telepon' ? '' : `isi ${name}` }))

it('turns the page once all of it is right, and comes back to what is right no longer', () => {
  const seen: string[] = []
  const confirmed: BiodataField[] = []
  for (let page = pageToRead(shown, confirmed); page; page = pageToRead(shown, confirmed)) {
    expect(page.page).toBe(Math.floor(seen.length / 5) + 1)
    expect(page.pages).toBe(Math.ceil((shown.length - 1) / 5))
    seen.push(...page.fields.map(({ name }) => name))
    confirmed.push(...page.fields.map(({ name }) => name))
  }
  // Every filled field once, and no empty one.
  expect(seen).toEqual(BIODATA_FIELDS.filter((name) => name !== 'telepon'))
  const without = confirmed.filter((name) => name !== 'kk')
  expect(pageToRead(shown, without)?.page).toBe(1)
  expect(pageToRead([], [])).toBeNull()
})
