import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { generateIdentity } from '../../lib/age.ts'
import { openTestStation, TEST_COST } from '../testing/index.ts'
import { nextChallenge } from './challenge.ts'
import { resetPassphrase } from './change-slots.ts'
import { codeFromEscrow } from './escrow.ts'
import { openByPassphrase } from './open-slot.ts'
import { readSlotsFile } from './slots-file.ts'

test('over the telephone: the screen names a number, the Dinas reads its code, and each code works once', async () => {
  const open = await openTestStation()
  const { keys } = open.station.paths
  const escrow = readFileSync(join(keys, 'reset-escrow.age'))
  const { identity } = open.dinas.recovery
  try {
    for (let n = 1; n <= 20; n++) {
      const asked = await nextChallenge(keys)
      expect(asked).toEqual({ station: '5272-01-A', n, left: 21 - n })
      const code = codeFromEscrow(escrow, identity, asked)
      const of = { account: 'penyelia', passphrase: `sandi baru ${n}`, cost: TEST_COST }
      await resetPassphrase(keys, open.ports, { n, code }, of)
      expect(await openByPassphrase(await readSlotsFile(keys), 'penyelia', of.passphrase, null)).toEqual(
        open.station.keys.store,
      )
      await expect(resetPassphrase(keys, open.ports, { n, code }, of)).rejects.toThrow('ACCOUNT-WRONG-CODE')
    }
    await expect(nextChallenge(keys)).rejects.toThrow('ACCOUNT-NO-CODES')
    const one = { station: '5272-01-A', n: 3 }
    expect(() => codeFromEscrow(escrow, generateIdentity().identity, one)).toThrow('ACCOUNT-WRONG-IDENTITY')
    expect(() => codeFromEscrow(escrow, identity, { ...one, station: '5272-01-B' })).toThrow('ACCOUNT-ESCROW')
    expect(() => codeFromEscrow(escrow, identity, { ...one, n: 21 })).toThrow('ACCOUNT-ESCROW')
    expect(() => codeFromEscrow(new Uint8Array(8), identity, one)).toThrow('ACCOUNT-ESCROW')
  } finally {
    await open.close()
  }
})
