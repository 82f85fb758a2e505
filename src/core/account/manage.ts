import { type Account, accountNameSchema, type Role } from '../../contract/account.ts'
import { newId } from '../../formats/id.ts'
import { recordAct } from '../audit/index.ts'
import type { ReadDb } from '../db/handles.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { removeSlot, setPassphrase } from './change-slots.ts'
import { KEY_COST, type KeyCost } from './key-files.ts'
import { forgetPin, hasPin, pinRecord, setPin } from './pin.ts'
import { renewStateKey } from './passphrases.ts'
import { type AccountRow, isLastAdministrator, mayManage } from './rules.ts'

function accountRows(read: ReadDb): AccountRow[] {
  return read.all<AccountRow>(
    'SELECT name, role, created_at, disabled_at FROM account ORDER BY name COLLATE NOCASE',
  )
}

/** Every account, the disabled ones too: their names stand in the audit. */
export function listAccounts({ read, actor }: Station): Account[] {
  const rows = accountRows(read)
  return rows.map(({ name, role, created_at, disabled_at }) => ({
    name,
    role,
    createdAt: created_at,
    disabledAt: disabled_at,
    pin: hasPin(read, name),
    self: name === actor.account,
    manageable: mayManage(actor.role, role, rows),
    last: isLastAdministrator(name, rows),
  }))
}

interface Managing {
  readonly rows: readonly AccountRow[]
  readonly row: AccountRow
}

/** The account that somebody wants to change. NOT-FOUND, ACCOUNT-ROLE. */
function managed({ read, actor }: Station, name: string): Managing {
  const rows = accountRows(read)
  const row = rows.find((one) => one.name === name)
  if (!row) throw refuse('NOT-FOUND', { what: 'Akun' })
  if (!mayManage(actor.role, row.role, rows)) throw refuse('ACCOUNT-ROLE', { roles: 'administrator' })
  return { rows, row }
}

const slotOf = (station: Station, account: string, passphrase: string, cost: KeyCost) =>
  setPassphrase(station.paths.keys, station.keys.store, station.ports, { account, passphrase, cost })

export interface NewAccount {
  readonly name: string
  readonly role: Role
  readonly passphrase: string
}

/** Adds an account with its first password. ACCOUNT-NAME, ACCOUNT-EXISTS, ACCOUNT-ROLE, ACCOUNT-WEAK-PASSPHRASE, those of writing. */
export async function addAccount(
  station: Station,
  { name, role, passphrase }: NewAccount,
  cost: KeyCost = KEY_COST,
): Promise<void> {
  const { read, actor, ports } = station
  if (!accountNameSchema.safeParse(name).success) throw refuse('ACCOUNT-NAME')
  const rows = accountRows(read)
  if (!mayManage(actor.role, role, rows)) throw refuse('ACCOUNT-ROLE', { roles: 'administrator' })
  const alike = (one: AccountRow) => one.name.toLowerCase() === name.toLowerCase()
  // 'rekam' is what the program does by itself.
  if (rows.some(alike) || name.toLowerCase() === 'rekam') throw refuse('ACCOUNT-EXISTS', { name })
  // The slot first: a slot without a row opens nothing, and adding again replaces it.
  await slotOf(station, name, passphrase, cost)
  await station.write.transaction((tx) => {
    tx.run('INSERT INTO account (id, name, role, created_at) VALUES (?, ?, ?, ?)', [
      newId(ports.random),
      name,
      role,
      ports.now().toISOString(),
    ])
    recordAct(tx, station, 'account.added', name, { role })
  })
  station.changed('account')
}

/** Takes an account's slot and PIN; its name stays. Doing it twice is doing it once. NOT-FOUND, ACCOUNT-ROLE, ACCOUNT-SELF, ACCOUNT-LAST-ADMINISTRATOR. */
export async function disableAccount(station: Station, name: string): Promise<void> {
  const { rows, row } = managed(station, name)
  if (isLastAdministrator(name, rows)) throw refuse('ACCOUNT-LAST-ADMINISTRATOR')
  if (name === station.actor.account) throw refuse('ACCOUNT-SELF')
  if (row.disabled_at === null)
    await station.write.transaction((tx) => {
      tx.run('UPDATE account SET disabled_at = ? WHERE name = ?', [station.ports.now().toISOString(), name])
      forgetPin(tx, name)
      recordAct(tx, station, 'account.disabled', name, { old: 'active', new: 'disabled' })
    })
  await removeSlot(station.paths.keys, station.keys.store, name)
  station.changed('account')
}

/** Gives another account a new password, and opens a disabled one again; its PIN goes. NOT-FOUND, ACCOUNT-ROLE, ACCOUNT-SELF, ACCOUNT-WEAK-PASSPHRASE. */
export async function renewPassphrase(
  station: Station,
  { name, passphrase }: { name: string; passphrase: string },
  cost: KeyCost = KEY_COST,
): Promise<void> {
  const { row } = managed(station, name)
  if (name === station.actor.account) throw refuse('ACCOUNT-SELF')
  if (row.role === 'penyelia') await renewStateKey(station, passphrase, cost.logN)
  await slotOf(station, name, passphrase, cost)
  await station.write.transaction((tx) => {
    tx.run('UPDATE account SET disabled_at = NULL WHERE name = ?', [name])
    forgetPin(tx, name)
    if (row.disabled_at === null) recordAct(tx, station, 'account.renewed', name)
    else recordAct(tx, station, 'account.enabled', name, { old: 'disabled', new: 'active' })
  })
  station.changed('account')
}

/** Gives an account another role, from its next call on. NOT-FOUND, ACCOUNT-ROLE, ACCOUNT-SELF, ACCOUNT-LAST-ADMINISTRATOR. */
export async function changeRole(
  station: Station,
  { name, role }: { name: string; role: Role },
): Promise<void> {
  const { rows, row } = managed(station, name)
  if (!mayManage(station.actor.role, role, rows)) throw refuse('ACCOUNT-ROLE', { roles: 'administrator' })
  if (row.role === role) return
  if (isLastAdministrator(name, rows)) throw refuse('ACCOUNT-LAST-ADMINISTRATOR')
  if (name === station.actor.account) throw refuse('ACCOUNT-SELF')
  await station.write.transaction((tx) => {
    tx.run('UPDATE account SET role = ? WHERE name = ?', [role, name])
    recordAct(tx, station, 'account.role', name, { old: row.role, new: role })
  })
  station.changed('account')
}

/** The acting account's PIN on this computer. The caller has proven their password. ACCOUNT-WEAK-PIN. */
export async function choosePin(station: Station, pin: string, cost: KeyCost = KEY_COST): Promise<void> {
  const { account } = station.actor
  const record = await pinRecord(pin, station.ports.random, cost)
  await station.write.transaction((tx) => {
    setPin(tx, account, record)
    recordAct(tx, station, 'account.pin', account)
  })
  station.changed('account')
}
