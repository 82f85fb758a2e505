import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { decrypt, generateIdentity } from '../../lib/age.ts'
import { unbase64, utf8 } from '../../lib/bytes.ts'
import { sha256 } from '../../lib/hash.ts'
import { seededRandom } from '../testing/fake-ports.ts'
import type { SecretBox } from '../ports.ts'
import { accountSlot, newSlots } from './make-slots.ts'
import { openByPassphrase, openByRecovery, openByReset } from './open-slot.ts'
import { decodeSlots, encodeSlots, RESET_SLOTS, type Slots } from './slots.ts'

const CHEAP = { memory: 8, passes: 1 }
const KEY = new Uint8Array(32).map((_, i) => i)
const OTHER_KEY = new Uint8Array(32).fill(1)
const recovery = generateIdentity()
const random = seededRandom('slots')

const accounts = [
  { account: 'penyelia', passphrase: 'sandi penyelia' },
  { account: 'teknisi', passphrase: 'sandi teknisi' },
]
const make = (secretBox: SecretBox | null = null) =>
  newSlots({ random, secretBox }, { key: KEY, accounts, cost: CHEAP, recovery: recovery.recipient })

let slots: Slots
let codes: string[]
let bytes: Uint8Array
beforeAll(async () => {
  const made = await make()
  slots = made.slots
  codes = made.codes
  bytes = encodeSlots(slots, KEY)
})

describe('every way to the database key', () => {
  test.each(accounts)('$account by the password', async ({ account, passphrase }) => {
    expect(await openByPassphrase(decodeSlots(bytes), account, passphrase, null)).toEqual(KEY)
  })

  test('a password is the same however a keyboard spells its letters', async () => {
    const slot = await accountSlot(
      KEY,
      { random, secretBox: null },
      {
        account: 'x',
        passphrase: 'p\u00e9nyelia',
        cost: CHEAP,
        machine: null,
      },
    )
    const read = decodeSlots(encodeSlots({ ...slots, accounts: [slot] }, KEY))
    expect(await openByPassphrase(read, 'x', 'pe\u0301nyelia', null)).toEqual(KEY)
  })

  test('each reset code opens its own number, as a person types it', () => {
    const read = decodeSlots(bytes)
    expect(codes).toHaveLength(RESET_SLOTS)
    expect(new Set(codes).size).toBe(RESET_SLOTS)
    codes.forEach((code, i) => {
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/)
      const typed = code
        .toLowerCase()
        .replaceAll('0', 'o')
        .replaceAll('1', 'l')
        .replace(/(.{4})/g, '$1 ')
      expect(openByReset(read, i + 1, typed)).toEqual(KEY)
      expect(() => openByReset(read, ((i + 1) % RESET_SLOTS) + 1, code)).toThrow('ACCOUNT-WRONG-CODE')
    })
    expect(() => openByReset(read, 21, codes[0]!)).toThrow('ACCOUNT-WRONG-CODE')
  })

  test("the Dinas' recovery identity, also by age alone", () => {
    const read = decodeSlots(bytes)
    expect(openByRecovery(read, recovery.identity)).toEqual(KEY)
    expect(decrypt(unbase64(read.recovery), { identities: [recovery.identity] })).toEqual(KEY)
    expect(() => openByRecovery(read, generateIdentity().identity)).toThrow('ACCOUNT-WRONG-IDENTITY')
  })
})

describe('a wrong password is told from a damaged file', () => {
  test.each([
    ['penyelia', 'sandi teknisi'],
    ['penyelia', 'Sandi penyelia'],
    ['penyelia', ''],
    ['nobody', 'sandi penyelia'],
  ])('%s with %j', async (account, passphrase) => {
    await expect(openByPassphrase(decodeSlots(bytes), account, passphrase, null)).rejects.toThrow(
      'ACCOUNT-WRONG-PASSPHRASE',
    )
  })

  test('any changed, missing or added byte is damage, never a wrong password', () => {
    fc.assert(
      fc.property(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.constantFrom('flip', 'cut', 'add'),
        (at, by, how) => {
          const bad = Buffer.from(bytes)
          if (how === 'flip') bad[at]! ^= by
          const file =
            how === 'cut' ? bad.subarray(0, at) : how === 'add' ? Buffer.concat([bad, Buffer.of(by)]) : bad
          expect(() => decodeSlots(file)).toThrow(/ACCOUNT-SLOTS-DAMAGED|FORMAT-NEWER/)
        },
      ),
    )
  })

  test('a file without its key proves nothing', () => {
    expect(decodeSlots(bytes).proven(KEY)).toBe(true)
    expect(decodeSlots(bytes).proven(OTHER_KEY)).toBe(false)
  })
})

/** What somebody can do who holds the file but not the key: change it and mend the sum that needs no key. */
function forge(change: (file: Slots) => Slots): Uint8Array {
  const {
    mac,
    check: _,
    ...content
  } = JSON.parse(Buffer.from(bytes).toString()) as Slots & { mac: string; check: string }
  const changed = change(content)
  const spelt = Buffer.concat([utf8(`${JSON.stringify(changed)}\n`), Buffer.from(mac, 'hex')])
  const check = Buffer.from(sha256(spelt)).toString('hex')
  return utf8(`${JSON.stringify({ ...changed, mac, check })}\n`)
}

describe('who has the file but not the key', () => {
  test('the forger of these tests does mend the sum', () => {
    expect(decodeSlots(forge((file) => file)).proven(KEY)).toBe(true)
  })

  test.each<[string, (file: Slots) => Slots, string]>([
    [
      'cannot take reset codes away',
      (file) => ({ ...file, resets: file.resets.slice(1) }),
      'ACCOUNT-SLOTS-DAMAGED',
    ],
    [
      'cannot remove an account',
      (file) => ({ ...file, accounts: file.accounts.slice(0, 1) }),
      'ACCOUNT-SLOTS-DAMAGED',
    ],
    [
      "cannot give another's slot a new name",
      (file) => ({ ...file, accounts: [{ ...file.accounts[1]!, account: 'penyelia' }] }),
      'ACCOUNT-WRONG-PASSPHRASE',
    ],
    [
      'cannot change whose recovery it is',
      (file) => ({ ...file, recovery: Buffer.from('age-encryption.org/v1').toString('base64') }),
      'ACCOUNT-SLOTS-DAMAGED',
    ],
    [
      'cannot make guessing cheaper unnoticed',
      (file) => ({
        ...file,
        accounts: file.accounts.map((slot) => ({ ...slot, kdf: { ...slot.kdf, passes: 2 } })),
      }),
      'ACCOUNT-WRONG-PASSPHRASE',
    ],
  ])('%s', async (_, change, code) => {
    const read = decodeSlots(forge(change))
    await expect(openByPassphrase(read, 'penyelia', 'sandi penyelia', null)).rejects.toThrow(code)
  })

  test('cannot have the program work for hours: costs have bounds', () => {
    const costly = (kdf: object) =>
      forge((file) => ({
        ...file,
        accounts: file.accounts.map((slot) => ({ ...slot, kdf: { ...slot.kdf, ...kdf } })),
      }))
    expect(() => decodeSlots(costly({ passes: 1000 }))).toThrow('ACCOUNT-SLOTS-DAMAGED')
    expect(() => decodeSlots(costly({ memory: 2 ** 31 }))).toThrow('ACCOUNT-SLOTS-DAMAGED')
  })
})

describe("with a machine's own key store", () => {
  const box = (mask: number): SecretBox => ({
    seal: async (plain) => plain.map((byte) => byte ^ mask),
    open: async (sealed) => sealed.map((byte) => byte ^ mask),
  })

  test('a password opens on that machine alone; reset codes and recovery open anywhere', async () => {
    const made = await make(box(0x5a))
    const read = decodeSlots(encodeSlots(made.slots, KEY))
    expect(await openByPassphrase(read, 'penyelia', 'sandi penyelia', box(0x5a))).toEqual(KEY)
    const open = (other: SecretBox | null) => openByPassphrase(read, 'penyelia', 'sandi penyelia', other)
    await expect(open(null)).rejects.toThrow('ACCOUNT-OTHER-MACHINE')
    await expect(open(box(0x11))).rejects.toThrow('ACCOUNT-WRONG-PASSPHRASE')
    await expect(open({ ...box(1), open: () => Promise.reject(new Error('refused')) })).rejects.toThrow(
      'ACCOUNT-OTHER-MACHINE',
    )
    expect(openByReset(read, 3, made.codes[2]!)).toEqual(KEY)
    expect(openByRecovery(read, recovery.identity)).toEqual(KEY)
  })
})

test('a short password is refused', async () => {
  await expect(
    accountSlot(
      KEY,
      { random, secretBox: null },
      { account: 'x', passphrase: 'tujuh77', cost: CHEAP, machine: null },
    ),
  ).rejects.toThrow('ACCOUNT-WEAK-PASSPHRASE')
})

test('the file shows neither the key nor a code nor a password', () => {
  const spelt = Buffer.from(bytes).toString()
  for (const secret of [
    ...codes,
    'sandi',
    Buffer.from(KEY).toString('hex'),
    Buffer.from(KEY).toString('base64'),
  ])
    expect(spelt).not.toContain(secret)
})
