// A forgotten password at the door, with the stretching that a real station has.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { expect, test } from 'vitest'
import { decrypt } from '../lib/age.ts'
import { codeFromEscrow, nextChallenge } from './account/index.ts'
import type { Core } from './open-core.ts'
import { TEST_PASSPHRASE } from './testing/index.ts'
import { testCores } from './testing/test-core.ts'

const bench = testCores()

test('a code of the Dinas opens the station at once, however much was typed wrong before, and the reset is followed', async () => {
  const dinas = await bench().makeStation()
  const one = await bench().start()
  const context = one.context()
  const reset = (n: number, code: string) => {
    const input = { account: 'penyelia', passphrase: 'sandi baru penyelia', n, code }
    return call(one.router.account.reset, input, { context })
  }
  for (let i = 0; i < 5; i++)
    await expect(one.desk.unlock('penyelia', 'salah salah')).rejects.toThrow('ACCOUNT-WRONG-PASSPHRASE')
  await expect(one.desk.unlock('penyelia', TEST_PASSPHRASE)).rejects.toThrow('ACCOUNT-WAIT')
  await expect(reset(1, '0000-0000-0000-0000')).rejects.toThrow('ACCOUNT-WRONG-CODE')
  await expect(one.desk.unlock('penyelia', TEST_PASSPHRASE)).rejects.toThrow('ACCOUNT-WAIT')
  const keys = join(bench().folder, 'keys')
  const escrow = readFileSync(join(keys, 'reset-escrow.age'))
  const asked = await call(one.router.account.challenge, {}, { context })
  const code = codeFromEscrow(escrow, dinas.recovery.identity, asked)
  expect(await reset(asked.n, code)).toMatchObject({ door: 'open', account: 'penyelia' })
  const last = 'SELECT act FROM audit ORDER BY seq DESC LIMIT 1'
  expect(one.desk.station().read.get(last)).toEqual({ act: 'account.reset' })
  // What goes by the password went along, and nothing waits any more.
  const passphrase = 'sandi baru penyelia'
  expect(decrypt(readFileSync(join(keys, 'state.age')), { passphrase }).length).toBeGreaterThan(0)
  await one.desk.lock()
  expect(await one.desk.unlock('penyelia', passphrase)).toMatchObject({ door: 'open' })
})

test('a code is not burnt while another program has the folder', async () => {
  const dinas = await bench().makeStation()
  const first = await bench().start()
  const second = await bench().start()
  const keys = join(bench().folder, 'keys')
  const escrow = readFileSync(join(keys, 'reset-escrow.age'))
  const asked = await nextChallenge(keys)
  const by = { n: asked.n, code: codeFromEscrow(escrow, dinas.recovery.identity, asked) }
  const reset = ({ desk }: Core) => desk.reset(by, 'penyelia', 'sandi baru penyelia')
  await expect(reset(second)).rejects.toThrow('STORE-IN-USE')
  expect(await reset(first)).toMatchObject({ door: 'open' })
})
