import { expect, it, test } from 'vitest'
import { completeBiodata } from '../../../../contract/biodata.ts'
import { sampleBiodata } from '../testing/sample-draft.ts'
import { birthInField, storedBirth } from './birth.ts'
import { readForm, startForm } from './form-values.ts'
import { shownFields } from './shown-fields.ts'

test.each([
  ['00-00-1950', { tanggalLahir: '1950-07-01', lahirDiketahui: 'tahun' }],
  ['00001950', { tanggalLahir: '1950-07-01', lahirDiketahui: 'tahun' }],
  ['00-03-1950', { tanggalLahir: '1950-03-15', lahirDiketahui: 'bulan' }],
  ['00-13-1950', null],
  ['00-00-0000', null],
  ['01-07-1950', null],
  ['00-00-19', null],
])('%s is stored as the customary date, and what of it is known', (typed, stored) => {
  expect(storedBirth(typed)).toEqual(stored)
  if (stored) expect(storedBirth(birthInField(stored))).toEqual(stored)
})

it('goes through the form and is shown as what it is', () => {
  const person = { ...sampleBiodata, tanggalLahir: '1950-03-15', lahirDiketahui: 'bulan' as const }
  const form = startForm(person)
  expect(form.tanggalLahir).toBe('00-03-1950')
  expect(completeBiodata(readForm(form))).toEqual({ ok: true, biodata: person })
  const said = (language: 'id' | 'en') =>
    shownFields(person, null, language).find(({ name }) => name === 'tanggalLahir')?.text
  expect(said('id')).toBe('15-03-1950 (tanggal tidak diketahui)')
  expect(said('en')).toBe('15-03-1950 (day not known)')
  // A whole date that is typed over it is known.
  const after = readForm({ ...form, tanggalLahir: '16-03-1950' })
  expect(after.lahirDiketahui).toBeUndefined()
  expect(completeBiodata({ ...person, tanggalLahir: '1950-03-16' })).toMatchObject({
    ok: true,
    biodata: { tanggalLahir: '1950-03-16' },
  })
  const tidied = completeBiodata({ ...person, tanggalLahir: '1950-03-16' })
  expect(tidied.ok && tidied.biodata.lahirDiketahui).toBeUndefined()
})
