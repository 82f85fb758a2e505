import { describe, expect, it } from 'vitest'
import { biodataSchema, completeBiodata } from '../../../../contract/biodata.ts'
import { sampleBiodata } from '../testing/sample-draft.ts'
import { toField, toStored, whenLeft } from './as-typed.ts'
import { choicesOf, type FormField, formFields } from './fields.ts'

const fields = formFields({ kewarganegaraan: '2' })
const field = (name: string): FormField => {
  const found = fields.find((one) => one.name === name)
  if (!found) throw new Error(`no field ${name}`)
  return found
}

describe('what is typed and what is stored', () => {
  it('stores a day as ISO and keeps one that does not exist as it was typed', () => {
    expect(toStored(field('tanggalLahir'), '17-03-1985')).toBe('1985-03-17')
    expect(toStored(field('tanggalLahir'), '31-02-1985')).toBe('31-02-1985')
    expect(toField(field('tanggalLahir'), '1985-03-17')).toBe('17-03-1985')
    expect(toField(field('tanggalLahir'), '31-02-1985')).toBe('31-02-1985')
  })

  it('stores NIK and KK without gaps and names in capitals', () => {
    expect(toStored(field('kk'), '527201 120310 0001')).toBe('5272011203100001')
    expect(toField(field('kk'), '5272011203100001')).toBe('527201 120310 0001')
    expect(toStored(field('nama'), 'Contoh Satu')).toBe('CONTOH SATU')
    expect(toStored(field('nomorItap'), 'a-12')).toBe('a-12')
  })

  it('brings a complete person through the form and back unchanged', () => {
    const through = Object.fromEntries(
      formFields(sampleBiodata).map((one) => [
        one.name,
        toStored(one, toField(one, sampleBiodata[one.name] ?? '')),
      ]),
    )
    expect(completeBiodata(through)).toEqual({ ok: true, biodata: sampleBiodata })
  })

  it('fills RT and RW to three digits when the field is left', () => {
    expect(whenLeft(field('rt'), '1')).toBe('001')
    expect(whenLeft(field('rw'), '0123')).toBe('0123')
    expect(whenLeft(field('nama'), '  CONTOH   SATU ')).toBe('CONTOH SATU')
    expect(whenLeft(field('tanggalLahir'), '17031985')).toBe('17-03-1985')
  })
})

describe('formFields', () => {
  it('has every field of the contract (what is known of the birth date stands in its own) for a foreigner, and no permit for a citizen', () => {
    expect(fields.map(({ name }) => name).toSorted()).toEqual(
      Object.keys(biodataSchema.shape)
        .filter((name) => name !== 'lahirDiketahui')
        .toSorted(),
    )
    expect(formFields({ kewarganegaraan: '1' }).some(({ name }) => name === 'nomorItap')).toBe(false)
  })

  it('does not hide a permit that was typed before the citizenship was changed', () => {
    expect(
      formFields({ kewarganegaraan: '1', nomorItap: 'A-12' }).some(({ name }) => name === 'nomorItap'),
    ).toBe(true)
  })

  it('fills its rows of twelve columns', () => {
    expect(fields.reduce((sum, { span }) => sum + span, 0) % 12).toBe(0)
  })
})

it('finds a choice by its Indonesian title in the English window too', () => {
  const list = field('agama')
  if (list.kind !== 'choice') throw new Error('agama is a choice')
  expect(choicesOf(list.list, 'en')[3]).toMatchObject({ value: '4', label: 'Hinduism', also: ['Hindu'] })
})
