import { describe, expect, it } from 'vitest'
import { groupFingerprint, initInput, newStationForm } from './new-station-form.ts'

const filled = {
  path: '/media/usb/profil.rkprofile',
  compared: true,
  passphrase: 'rahasia panjang',
  again: 'rahasia panjang',
}

function problems(form: typeof filled): string[] {
  return newStationForm.safeParse(form).error?.issues.map(({ path }) => path.join('.')) ?? []
}

describe('newStationForm', () => {
  it('takes a compared profile and the same password twice', () => {
    expect(problems(filled)).toEqual([])
    expect(initInput(filled)).toEqual({ profile: { path: filled.path }, passphrase: filled.passphrase })
  })

  it('does not make a station from a fingerprint that nobody compared', () => {
    expect(problems({ ...filled, compared: false })).toEqual(['compared'])
  })

  it('refuses a short password, a different second one, no profile', () => {
    expect(problems({ ...filled, passphrase: 'pendek', again: 'pendek' })).toEqual(['passphrase'])
    expect(problems({ ...filled, again: 'rahasia lain' })).toEqual(['again'])
    expect(problems({ ...filled, path: '' })).toEqual(['path'])
  })
})

it('groups a fingerprint by four without a gap at the end', () => {
  expect(groupFingerprint('abcdefgh')).toBe('abcd efgh')
  expect(groupFingerprint('abcdefghi')).toBe('abcd efgh i')
})
