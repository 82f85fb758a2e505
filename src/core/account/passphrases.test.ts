import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { decrypt } from '../../lib/age.ts'
import { text } from '../../lib/bytes.ts'
import { openTestStation, TEST_COST, TEST_PASSPHRASE, type TestStation } from '../testing/index.ts'
import { resetPassphrase } from './change-slots.ts'
import { openByPassphrase } from './open-slot.ts'
import { changePassphrase, followReset } from './passphrases.ts'
import { readSlotsFile } from './slots-file.ts'
import { identityIn } from './state-key.ts'

const NEW = 'sandi yang baru sekali'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation({ actor: { account: 'penyelia', role: 'penyelia' } })
})
afterEach(() => open.close())

const keys = () => open.station.paths.keys
const opens = async (account: string, passphrase: string) =>
  openByPassphrase(await readSlotsFile(keys()), account, passphrase, null)
const stateBy = (passphrase: string) =>
  identityIn(text(decrypt(readFileSync(join(keys(), 'state.age')), { passphrase })))
const acts = () => open.station.read.all<{ act: string }>('SELECT act FROM audit').map(({ act }) => act)

/** The codes as the Dinas has them: from the escrow, by the recovery identity. */
function escrow(): Map<number, string> {
  const file = decrypt(readFileSync(join(keys(), 'reset-escrow.age')), {
    identities: [open.dinas.recovery.identity],
  })
  return new Map([...text(file).matchAll(/^(\d\d)  (\S+)$/gm)].map(([, n, code]) => [Number(n), code!]))
}

describe('a new password', () => {
  test('takes the place of the old one, for login and for the state key, and for this account alone', async () => {
    const state = stateBy(TEST_PASSPHRASE)
    await changePassphrase(open.station, NEW, TEST_COST)
    expect(await opens('penyelia', NEW)).toEqual(open.station.keys.store)
    await expect(opens('penyelia', TEST_PASSPHRASE)).rejects.toThrow('ACCOUNT-WRONG-PASSPHRASE')
    expect(await opens('teknisi', TEST_PASSPHRASE)).toEqual(open.station.keys.store)
    expect(stateBy(NEW)).toBe(state)
    expect(() => stateBy(TEST_PASSPHRASE)).toThrow('AGE-PASSPHRASE')
    expect(acts()).toContain('account.passphrase')
  })

  test('that is cut off between its two files is given again by the old one, and is then that of both', async () => {
    const slots = join(keys(), 'slots.json')
    const before = readFileSync(slots)
    // No file is written where a folder has its name: the power goes at that step.
    rmSync(slots)
    mkdirSync(slots)
    await expect(changePassphrase(open.station, NEW, TEST_COST)).rejects.toThrow()
    rmSync(slots, { recursive: true })
    writeFileSync(slots, before)
    expect(await opens('penyelia', TEST_PASSPHRASE)).toEqual(open.station.keys.store)
    const state = join(keys(), 'state.age')
    rmSync(state)
    mkdirSync(state)
    await expect(changePassphrase(open.station, NEW, TEST_COST)).rejects.toThrow()
    // The password that opens the desk is never one that the disks' state does not open by.
    expect(await opens('penyelia', TEST_PASSPHRASE)).toEqual(open.station.keys.store)
    rmSync(state, { recursive: true })
    await changePassphrase(open.station, NEW, TEST_COST)
    expect(await opens('penyelia', NEW)).toEqual(open.station.keys.store)
    expect(stateBy(NEW)).toBeDefined()
  })

  test('that is too short changes nothing', async () => {
    await expect(changePassphrase(open.station, 'pendek', TEST_COST)).rejects.toThrow(
      'ACCOUNT-WEAK-PASSPHRASE',
    )
    expect(await opens('penyelia', TEST_PASSPHRASE)).toEqual(open.station.keys.store)
    expect(stateBy(TEST_PASSPHRASE)).toBeDefined()
  })
})

describe('a reset code from the escrow', () => {
  const reset = (n: number, code: string, passphrase = NEW, account = 'penyelia') =>
    resetPassphrase(keys(), open.ports, { n, code }, { account, passphrase, cost: TEST_COST })

  test('gives one account a new password, once', async () => {
    const code = escrow().get(7)!
    await reset(7, code)
    expect(await opens('penyelia', NEW)).toEqual(open.station.keys.store)
    expect(await opens('teknisi', TEST_PASSPHRASE)).toEqual(open.station.keys.store)
    await expect(reset(7, code, 'sandi ketiga yang lain')).rejects.toThrow('ACCOUNT-WRONG-CODE')
    expect(await opens('penyelia', NEW)).toEqual(open.station.keys.store)
    expect((await readSlotsFile(keys())).resets.map(({ n }) => n)).not.toContain(7)
    await followReset(open.station, NEW, 7, TEST_COST)
    expect(stateBy(NEW)).toBeDefined()
    expect(acts()).toContain('account.reset')
  })

  test.each<[string, () => Promise<void>, string]>([
    ['of another number', () => reset(8, escrow().get(7)!), 'ACCOUNT-WRONG-CODE'],
    ['that is guessed', () => reset(7, '0000-0000-0000-0000'), 'ACCOUNT-WRONG-CODE'],
    ['for an account that is not there', () => reset(7, escrow().get(7)!, NEW, 'nobody'), 'NOT-FOUND'],
    ['with a short password', () => reset(7, escrow().get(7)!, 'pendek'), 'ACCOUNT-WEAK-PASSPHRASE'],
  ])('%s changes nothing and burns nothing', async (_, attempt, code) => {
    const before = readFileSync(join(keys(), 'slots.json'))
    await expect(attempt()).rejects.toThrow(code)
    expect(readFileSync(join(keys(), 'slots.json')).equals(before)).toBe(true)
  })
})
