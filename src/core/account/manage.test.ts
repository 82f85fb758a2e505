import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Role } from '../../contract/account.ts'
import { decrypt } from '../../lib/age.ts'
import { text } from '../../lib/bytes.ts'
import type { Station } from '../station.ts'
import { openTestStation, TEST_COST, TEST_PASSPHRASE, type TestStation } from '../testing/index.ts'
import { addAccount, changeRole, choosePin, disableAccount, listAccounts, renewPassphrase } from './manage.ts'
import { openByPassphrase } from './open-slot.ts'
import { provePin } from './pin.ts'
import { readSlotsFile } from './slots-file.ts'
import { identityIn } from './state-key.ts'

const FIRST = 'sandi pertama siti'
const NEW = 'sandi yang baru sekali'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation()
})
afterEach(() => open.close())

const as = (role: Role, account: string = role): Station => ({
  ...open.station,
  actor: { account, role },
})
const opens = async (account: string, passphrase: string) =>
  openByPassphrase(await readSlotsFile(open.station.paths.keys), account, passphrase, null)
const add = (name: string, role: Role, by: Station = as('administrator')) =>
  addAccount(by, { name, role, passphrase: FIRST }, TEST_COST)
const named = (name: string) => listAccounts(as('administrator')).find((one) => one.name === name)
const acts = () =>
  open.station.read.all<{ act: string; actor: string; subject: string }>(
    "SELECT act, actor, subject FROM audit WHERE act LIKE 'account.%' ORDER BY seq",
  )

test('several operators, each with a slot of their own', async () => {
  await add('Siti R.', 'operator')
  await add('budi', 'operator', as('penyelia'))
  expect(await opens('Siti R.', FIRST)).toEqual(open.station.keys.store)
  expect(await opens('budi', FIRST)).toEqual(open.station.keys.store)
  expect(named('Siti R.')).toMatchObject({ role: 'operator', disabledAt: null, pin: false, self: false })
  expect(acts()).toEqual([
    { act: 'account.added', actor: 'administrator', subject: 'Siti R.' },
    { act: 'account.added', actor: 'penyelia', subject: 'budi' },
  ])
})

test.each(['Penyelia', 'rekam', 'siti'])('the name %s is not given twice', async (name) => {
  await add('Siti', 'operator')
  await expect(add(name, 'operator')).rejects.toThrow('ACCOUNT-EXISTS')
})

test.each(['x', 'siti\n', ' siti', '../x', 'a'.repeat(33), '=HYPERLINK(1)'])(
  '%j is no name',
  async (name) => {
    await expect(add(name, 'operator')).rejects.toThrow('ACCOUNT-NAME')
  },
)

test('what is changed at the same moment keeps both: nobody loses the password that they were told is theirs', async () => {
  await add('siti', 'operator')
  await Promise.all([
    add('budi', 'operator'),
    add('wati', 'operator'),
    renewPassphrase(as('administrator'), { name: 'siti', passphrase: NEW }, TEST_COST),
    disableAccount(as('administrator'), 'teknisi'),
  ])
  const key = open.station.keys.store
  expect([await opens('budi', FIRST), await opens('wati', FIRST), await opens('siti', NEW)]).toEqual([
    key,
    key,
    key,
  ])
  await expect(opens('teknisi', TEST_PASSPHRASE)).rejects.toThrow('ACCOUNT-WRONG-PASSPHRASE')
})

test('a short password adds nobody', async () => {
  const weak = { name: 'siti', role: 'operator', passphrase: 'pendek' } as const
  await expect(addAccount(as('administrator'), weak, TEST_COST)).rejects.toThrow('ACCOUNT-WEAK-PASSPHRASE')
  expect(named('siti')).toBeUndefined()
})

describe('who left', () => {
  test('opens nothing from then on, and the name stays for the audit', async () => {
    await add('siti', 'operator')
    await choosePin(as('operator', 'siti'), '481516', TEST_COST)
    await disableAccount(as('penyelia'), 'siti')
    await disableAccount(as('penyelia'), 'siti')
    await expect(opens('siti', FIRST)).rejects.toThrow('ACCOUNT-WRONG-PASSPHRASE')
    await expect(provePin(open.station.read, 'siti', '481516')).rejects.toThrow('ACCOUNT-NO-PIN')
    expect(named('siti')?.disabledAt).not.toBeNull()
    expect(acts().filter(({ act }) => act === 'account.disabled')).toHaveLength(1)
  })

  test('comes back by a new password', async () => {
    await add('siti', 'operator')
    await disableAccount(as('penyelia'), 'siti')
    await renewPassphrase(as('penyelia'), { name: 'siti', passphrase: NEW }, TEST_COST)
    expect(await opens('siti', NEW)).toEqual(open.station.keys.store)
    expect(named('siti')?.disabledAt).toBeNull()
    expect(acts().at(-1)).toMatchObject({ act: 'account.enabled' })
  })
})

test("a supervisor's new password opens the station's state too", async () => {
  await renewPassphrase(as('administrator'), { name: 'penyelia', passphrase: NEW }, TEST_COST)
  const state = readFileSync(join(open.station.paths.keys, 'state.age'))
  expect(identityIn(text(decrypt(state, { passphrase: NEW })))).toMatch(/^AGE-SECRET-KEY-1/)
  await expect(opens('penyelia', TEST_PASSPHRASE)).rejects.toThrow('ACCOUNT-WRONG-PASSPHRASE')
})

describe('there always is an administrator', () => {
  test('the last one is neither disabled nor given another role', async () => {
    await add('ana', 'administrator')
    const ana = as('administrator', 'ana')
    await disableAccount(ana, 'administrator')
    await expect(changeRole(ana, { name: 'ana', role: 'operator' })).rejects.toThrow(
      'ACCOUNT-LAST-ADMINISTRATOR',
    )
    await expect(disableAccount(as('administrator', 'x'), 'ana')).rejects.toThrow(
      'ACCOUNT-LAST-ADMINISTRATOR',
    )
    expect(named('ana')).toMatchObject({ role: 'administrator', disabledAt: null, last: true })
  })

  test('a station of before gets its first from the penyelia, who manages operators alone after that', async () => {
    await open.station.write.transaction((tx) => tx.run("DELETE FROM account WHERE name = 'administrator'"))
    await add('ana', 'administrator', as('penyelia'))
    await expect(add('bima', 'administrator', as('penyelia'))).rejects.toThrow('ACCOUNT-ROLE')
    await expect(disableAccount(as('penyelia'), 'teknisi')).rejects.toThrow('ACCOUNT-ROLE')
    await add('budi', 'operator', as('penyelia'))
    await expect(changeRole(as('penyelia'), { name: 'budi', role: 'penyelia' })).rejects.toThrow(
      'ACCOUNT-ROLE',
    )
  })
})

test('a role changes, with old and new in the chain; nobody changes themselves', async () => {
  await add('siti', 'operator')
  await changeRole(as('administrator'), { name: 'siti', role: 'penyelia' })
  expect(named('siti')?.role).toBe('penyelia')
  await add('ana', 'administrator')
  for (const self of [
    changeRole(as('administrator'), { name: 'administrator', role: 'penyelia' }),
    disableAccount(as('administrator'), 'administrator'),
    renewPassphrase(as('administrator'), { name: 'administrator', passphrase: NEW }, TEST_COST),
  ])
    await expect(self).rejects.toThrow('ACCOUNT-SELF')
  await expect(disableAccount(as('administrator'), 'nobody')).rejects.toThrow('NOT-FOUND')
})

describe('a PIN', () => {
  test.each(['12345', '1234567', '111111', '123456', '987654', 'abcdef', '12 456'])(
    '%s is refused',
    async (pin) => {
      await expect(choosePin(as('operator', 'teknisi'), pin, TEST_COST)).rejects.toThrow('ACCOUNT-WEAK-PIN')
    },
  )

  test('is proven, kept as argon2id inside the store, and in no file', async () => {
    await choosePin(as('teknisi'), '481516', TEST_COST)
    await provePin(open.station.read, 'teknisi', '481516')
    await expect(provePin(open.station.read, 'teknisi', '481517')).rejects.toThrow('ACCOUNT-WRONG-PIN')
    await expect(provePin(open.station.read, 'penyelia', '481516')).rejects.toThrow('ACCOUNT-NO-PIN')
    const kept = JSON.stringify(open.station.read.all('SELECT * FROM local'))
    expect(kept).not.toContain('481516')
    expect(open.station.read.all("SELECT * FROM change WHERE row LIKE '%pin:%'")).toEqual([])
  })
})
