import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ProfileFields, signProfile } from '../../formats/profile/profile.ts'
import { decrypt, generateIdentity } from '../../lib/age.ts'
import { recordAct } from '../audit/index.ts'
import { setLocal } from '../db/local.ts'
import { installProfile, sampleProfile } from '../settings/index.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { codeFromEscrow } from './escrow.ts'
import { openByRecovery, openByReset } from './open-slot.ts'
import { followRecovery, formerRecoveries } from './recovery.ts'
import { KEY_FILES, readSlotsFile } from './slots-file.ts'
import { identityFile } from './state-key.ts'

let open: TestStation
const next = generateIdentity()
beforeEach(async () => {
  open = await openTestStation()
})
afterEach(() => open.close())

const file = (name: string) => join(open.station.paths.keys, name)
const code = (identity: string) =>
  codeFromEscrow(readFileSync(file(KEY_FILES.escrow)), identity, { station: open.station.code, n: 7 })
const arrives = (serial: number, recovery: string, more: Partial<ProfileFields> = {}) => {
  const fields = sampleProfile(open.dinas)
  const recipients = { ...fields.recipients, recovery }
  return installProfile(
    open.station,
    signProfile({ ...fields, serial, recipients, ...more }, open.dinas.root),
  )
}

/** What stock age says with this identity. */
function stock(identity: string, path: string): string {
  const key = join(open.temp('age'), 'key.txt')
  writeFileSync(key, identityFile(identity), { mode: 0o600 })
  return execFileSync('age', ['-d', '-i', key, path], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

test('a profile with another recovery recipient re-wraps slots, state key and escrow; the old key opens none of them', async () => {
  const old = open.dinas.recovery.identity
  const burnt = code(old)
  const key = openByRecovery(await readSlotsFile(open.station.paths.keys), old)
  await arrives(2, next.recipient)
  const slots = await readSlotsFile(open.station.paths.keys)
  expect(openByRecovery(slots, next.identity)).toEqual(key)
  expect(() => openByRecovery(slots, old)).toThrow('ACCOUNT-WRONG-IDENTITY')
  for (const name of [KEY_FILES.stateRecovery, KEY_FILES.escrow]) {
    expect(stock(next.identity, file(name))).not.toBe('')
    expect(() => stock(old, file(name))).toThrow()
  }
  expect(stock(next.identity, file(KEY_FILES.stateRecovery))).toContain(open.station.keys.stateRecipient)
  writeFileSync(join(open.temp('age'), 'slot.age'), Buffer.from(slots.recovery, 'base64'))
  expect(stock(next.identity, join(open.temp('age'), 'slot.age'))).not.toBe('')
  // Codes that the Dinas read out of the old escrow end with it.
  expect(() => openByReset(slots, 7, burnt)).toThrow('ACCOUNT-WRONG-CODE')
  expect(openByReset(slots, 7, code(next.identity))).toEqual(key)
  expect(open.station.read.get("SELECT subject FROM audit WHERE act = 'recovery.replaced'")).toEqual({
    subject: next.recipient,
  })
})

test('old and new values of before are wrapped to the new recipient too', async () => {
  const { station } = open
  await station.write.transaction((tx) =>
    recordAct(tx, station, 'account.role', 'siti', { old: 'operator', new: 'penyelia' }),
  )
  const wrapped = () =>
    station.read.get<{ wrapped: Uint8Array }>("SELECT wrapped FROM audit_key WHERE subject = 'siti'")!.wrapped
  const bare = station.read.get<{ bytes: Uint8Array }>(
    "SELECT h.bytes FROM audit_key_here h JOIN audit_key k ON k.id = h.id WHERE k.subject = 'siti'",
  )!.bytes
  expect(decrypt(wrapped(), { identities: [open.dinas.recovery.identity] })).toEqual(new Uint8Array(bare))
  await arrives(2, next.recipient)
  expect(() => decrypt(wrapped(), { identities: [open.dinas.recovery.identity] })).toThrow('AGE-')
  expect(decrypt(wrapped(), { identities: [next.identity] })).toEqual(new Uint8Array(bare))
})

test('a profile with the same recipient leaves keys/ as it is, and so does the same profile again', async () => {
  const before = readFileSync(file(KEY_FILES.slots))
  await arrives(2, open.dinas.recovery.recipient)
  expect(readFileSync(file(KEY_FILES.slots))).toEqual(before)
  await arrives(3, next.recipient)
  const after = readFileSync(file(KEY_FILES.slots))
  await arrives(3, next.recipient)
  expect(readFileSync(file(KEY_FILES.slots))).toEqual(after)
})

test('where the power went in between, opening the station goes on with it', async () => {
  const old = readFileSync(file(KEY_FILES.slots))
  await arrives(2, next.recipient)
  // As if nothing but the escrow had been written.
  writeFileSync(file(KEY_FILES.slots), old)
  await open.station.write.transaction((tx) => setLocal(tx, 'recovery', open.dinas.recovery.recipient))
  expect(await followRecovery(open.reopen())).toBe(true)
  expect(await followRecovery(open.station)).toBe(false)
  const slots = await readSlotsFile(open.station.paths.keys)
  expect(openByReset(slots, 7, code(next.identity))).toEqual(open.station.keys.store)
})

test('a store from before the recipient was kept is held against the profile that it was made from', async () => {
  await open.station.write.transaction((tx) => tx.run("DELETE FROM local WHERE key = 'recovery'"))
  expect(await followRecovery(open.reopen())).toBe(false)
  await arrives(2, next.recipient)
  const slots = await readSlotsFile(open.station.paths.keys)
  expect(openByRecovery(slots, next.identity)).toEqual(open.station.keys.store)
})

test('what is still under the old key is listed', async () => {
  expect(formerRecoveries(open.station)).toEqual([])
  await arrives(2, next.recipient)
  expect(formerRecoveries(open.station)).toEqual([
    { recipient: open.dinas.recovery.recipient, packets: [], disks: [] },
  ])
})
