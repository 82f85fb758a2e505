import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { generateIdentity } from '../../lib/age.ts'
import type { SecretBox } from '../ports.ts'
import { machineBox as box } from '../testing/bind-passphrases.ts'
import { seededRandom } from '../testing/fake-ports.ts'
import { tempFolders } from '../testing/temp.ts'
import { bindSlot, resetPassphrase, setPassphrase } from './change-slots.ts'
import { newSlots } from './make-slots.ts'
import { openByPassphrase, openByRecovery } from './open-slot.ts'
import { readSlotsFile, writeSlotsFile } from './slots-file.ts'

const temp = tempFolders()
const random = seededRandom('mainboard')
const cost = { memory: 8, passes: 1 }
const KEY = new Uint8Array(32).fill(7)
const recovery = generateIdentity()

async function stationOf(secretBox: SecretBox) {
  const keys = temp()
  const accounts = ['penyelia', 'teknisi'].map((account) => ({ account, passphrase: `sandi ${account}` }))
  const made = await newSlots(
    { random, secretBox },
    { key: KEY, accounts, cost, recovery: recovery.recipient },
  )
  await writeSlotsFile(keys, made.slots, KEY)
  return { keys, codes: made.codes }
}

test('after a mainboard was replaced a code of the Dinas opens the station, and an administrator gives the rest new passwords', async () => {
  const { keys, codes } = await stationOf(box(1))
  const ports = { random, secretBox: box(2) }
  const open = async (account: string, passphrase: string, on = ports.secretBox) =>
    openByPassphrase(await readSlotsFile(keys), account, passphrase, on)
  await expect(open('penyelia', 'sandi penyelia')).rejects.toThrow('ACCOUNT-OTHER-MACHINE')
  // What opens anywhere: the recovery key, and codes.
  expect(openByRecovery(await readSlotsFile(keys), recovery.identity)).toEqual(KEY)
  await resetPassphrase(
    keys,
    ports,
    { n: 4, code: codes[3]! },
    { account: 'penyelia', passphrase: 'sandi baru', cost },
  )
  expect(await open('penyelia', 'sandi baru')).toEqual(KEY)
  await expect(open('penyelia', 'sandi baru', box(1))).rejects.toThrow('ACCOUNT-OTHER-MACHINE')
  await expect(open('teknisi', 'sandi teknisi')).rejects.toThrow('ACCOUNT-WRONG-PASSPHRASE')
  await setPassphrase(keys, KEY, ports, { account: 'teknisi', passphrase: 'sandi teknisi dua', cost })
  expect(await open('teknisi', 'sandi teknisi dua')).toEqual(KEY)
})

test('a code on the same machine leaves everybody else as they are', async () => {
  const { keys, codes } = await stationOf(box(1))
  const ports = { random, secretBox: box(1) }
  await resetPassphrase(
    keys,
    ports,
    { n: 4, code: codes[3]! },
    { account: 'penyelia', passphrase: 'sandi baru', cost },
  )
  expect(await openByPassphrase(await readSlotsFile(keys), 'teknisi', 'sandi teknisi', box(1))).toEqual(KEY)
})

describe('a password that was given where no key store is reached', () => {
  const terminal = { random, secretBox: null }
  const open = async (keys: string, account: string, passphrase: string, on: SecretBox | null) =>
    openByPassphrase(await readSlotsFile(keys), account, passphrase, on)
  const reset = (keys: string, code: string, account = 'penyelia') =>
    resetPassphrase(keys, terminal, { n: 4, code }, { account, passphrase: `sandi baru ${account}`, cost })
  const bind = async (keys: string, account: string, passphrase: string, on: SecretBox) =>
    bindSlot(keys, await readSlotsFile(keys), KEY, { random, secretBox: on }, { account, passphrase })
  const bytes = (keys: string) => readFileSync(join(keys, 'slots.json'))

  test('opens anywhere, and everybody else is as they were on the machine of before', async () => {
    const { keys, codes } = await stationOf(box(1))
    await expect(open(keys, 'penyelia', 'sandi penyelia', null)).rejects.toThrow('ACCOUNT-OTHER-MACHINE')
    await reset(keys, codes[3]!)
    for (const on of [null, box(1), box(2)])
      expect(await open(keys, 'penyelia', 'sandi baru penyelia', on)).toEqual(KEY)
    expect(await open(keys, 'teknisi', 'sandi teknisi', box(1))).toEqual(KEY)
    await setPassphrase(keys, KEY, terminal, { account: 'teknisi', passphrase: 'sandi teknisi dua', cost })
    expect(await open(keys, 'teknisi', 'sandi teknisi dua', null)).toEqual(KEY)
  })

  test('the recovery key gives one too, and burns no code', async () => {
    const { keys } = await stationOf(box(1))
    const of = { account: 'penyelia', passphrase: 'sandi baru', cost }
    await expect(
      resetPassphrase(keys, terminal, { identity: generateIdentity().identity }, of),
    ).rejects.toThrow('ACCOUNT-WRONG-IDENTITY')
    await resetPassphrase(keys, terminal, { identity: recovery.identity }, of)
    expect(await open(keys, 'penyelia', 'sandi baru', null)).toEqual(KEY)
    expect((await readSlotsFile(keys)).resets).toHaveLength(20)
  })

  test('is bound on the same machine when it opens the window', async () => {
    const { keys, codes } = await stationOf(box(1))
    await reset(keys, codes[3]!)
    await bind(keys, 'penyelia', 'sandi baru penyelia', box(1))
    await expect(open(keys, 'penyelia', 'sandi baru penyelia', null)).rejects.toThrow('ACCOUNT-OTHER-MACHINE')
    expect(await open(keys, 'penyelia', 'sandi baru penyelia', box(1))).toEqual(KEY)
    const then = bytes(keys)
    await bind(keys, 'penyelia', 'sandi baru penyelia', box(1))
    expect(bytes(keys)).toEqual(then)
  })

  test('a key store that does not answer costs nobody their password', async () => {
    const { keys, codes } = await stationOf(box(1))
    await reset(keys, codes[3]!)
    const then = bytes(keys)
    await bind(keys, 'penyelia', 'sandi baru penyelia', box(2))
    expect(bytes(keys)).toEqual(then)
    expect(await open(keys, 'teknisi', 'sandi teknisi', box(1))).toEqual(KEY)
  })

  test('on another machine all are bound to it once nobody is bound to the one of before', async () => {
    const { keys, codes } = await stationOf(box(1))
    await reset(keys, codes[3]!)
    await setPassphrase(
      keys,
      KEY,
      { random, secretBox: box(2) },
      { account: 'teknisi', passphrase: 'sandi dua', cost },
    )
    await bind(keys, 'teknisi', 'sandi dua', box(2))
    await bind(keys, 'penyelia', 'sandi baru penyelia', box(2))
    for (const [account, passphrase] of [
      ['teknisi', 'sandi dua'],
      ['penyelia', 'sandi baru penyelia'],
    ] as const) {
      expect(await open(keys, account, passphrase, box(2))).toEqual(KEY)
      await expect(open(keys, account, passphrase, null)).rejects.toThrow('ACCOUNT-OTHER-MACHINE')
    }
  })

  test('a station that was never bound is left as it is', async () => {
    const keys = temp()
    const accounts = [{ account: 'penyelia', passphrase: 'sandi penyelia' }]
    const made = await newSlots(terminal, { key: KEY, accounts, cost, recovery: recovery.recipient })
    await writeSlotsFile(keys, made.slots, KEY)
    const then = bytes(keys)
    await bind(keys, 'penyelia', 'sandi penyelia', box(1))
    expect(bytes(keys)).toEqual(then)
  })
})
