import { expect, test } from 'vitest'
import { generateIdentity } from '../../lib/age.ts'
import type { SecretBox } from '../ports.ts'
import { seededRandom } from '../testing/fake-ports.ts'
import { tempFolders } from '../testing/temp.ts'
import { resetPassphrase, setPassphrase } from './change-slots.ts'
import { newSlots } from './make-slots.ts'
import { openByPassphrase, openByRecovery } from './open-slot.ts'
import { readSlotsFile, writeSlotsFile } from './slots-file.ts'

const temp = tempFolders()
const random = seededRandom('mainboard')
const cost = { memory: 8, passes: 1 }
const KEY = new Uint8Array(32).fill(7)
const recovery = generateIdentity()

/** A machine's key store: another machine's seals are refused. */
function box(mask: number): SecretBox {
  return {
    seal: async (plain) => new Uint8Array([mask, ...plain.map((byte) => byte ^ mask)]),
    open: async ([from, ...sealed]) => {
      if (from !== mask) throw new Error('another machine')
      return new Uint8Array(sealed.map((byte) => byte ^ mask))
    },
  }
}

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
