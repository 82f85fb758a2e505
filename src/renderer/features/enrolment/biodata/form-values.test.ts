import { expect, it } from 'vitest'
import { completeBiodata } from '../../../../contract/biodata.ts'
import { sampleBiodata } from '../testing/sample-draft.ts'
import { firstField, readForm, startForm } from './form-values.ts'

it('brings a draft through the form unchanged', () => {
  expect(readForm(startForm(sampleBiodata))).toEqual(sampleBiodata)
})

it('calls an empty choice missing, not wrong', () => {
  const complete = completeBiodata(readForm(startForm({ ...sampleBiodata, agama: '' })))
  expect(complete).toEqual({ ok: false, problems: [{ field: 'agama', code: 'BIODATA-REQUIRED' }] })
})

it('keeps a day that does not exist for the check to name', () => {
  const complete = completeBiodata(readForm(startForm({ ...sampleBiodata, tanggalLahir: '31-02-1985' })))
  expect(complete).toEqual({ ok: false, problems: [{ field: 'tanggalLahir', code: 'DATE-INVALID' }] })
})

it('finds the first field of the form that is wrong, in the order of the form', () => {
  const problem = (field: string) => ({ field, code: 'BIODATA-REQUIRED' })
  expect(firstField([problem('rt'), problem('kk'), problem('nama')])).toBe('kk')
  expect(firstField([problem('unknown')])).toBeNull()
})
