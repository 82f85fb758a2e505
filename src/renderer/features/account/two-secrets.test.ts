import { expect, test } from 'vitest'
import { twoSecrets } from './two-secrets.ts'

test.each([
  ['passphrase', 'sandi ku', 'sandi ku', null],
  ['passphrase', 'sandi k', 'sandi k', 'newStation.tooShort'],
  ['passphrase', 'sandi satu', 'sandi dua', 'newStation.different'],
  ['pin', '481516', '481516', null],
  ['pin', '48151', '48151', 'accounts.sixDigits'],
  ['pin', 'sandi ku', 'sandi ku', 'accounts.sixDigits'],
  ['pin', '481516', '481517', 'newStation.different'],
] as const)('%s %j and %j: %s', (kind, secret, again, wrong) => {
  expect(twoSecrets(kind, secret, again)).toBe(wrong)
})
