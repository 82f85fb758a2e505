import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { packSigned, type ProfileFields, signProfile } from '../../formats/profile/profile.ts'
import { keyIdText, signDetached } from '../../formats/trust/comment.ts'
import { issueRevocation } from '../../formats/trust/revocation.ts'
import { utf8 } from '../../lib/bytes.ts'
import { generateSigningKey, type SigningKey } from '../../lib/minisign.ts'
import { openTestStation, seededRandom, type TestStation } from '../testing/index.ts'
import { installProfile } from './install-profile.ts'
import { sampleProfile } from './sample-profile.ts'

/** What happens after something was stolen: the Dinas signs a profile with revocations, and it comes on a drive. */
let open: TestStation
beforeEach(async () => {
  open = await openTestStation({ serial: 5, certified: true })
})
afterEach(() => open.close())

const DATA = utf8('receipt of a thief')
const site = () => open.dinas.sites.mmu
const receipt = (seq: number) =>
  signDetached(DATA, site(), { purpose: 'receipt', seq, id: '01jc0000000000000000000000' })
const verified = (seq: number) => open.station.trust.verify(DATA, receipt(seq), 'receipt')
const revoked = (key: SigningKey, after: number, root = open.dinas.root) =>
  packSigned(
    issueRevocation(root, { serial: 900, keyId: keyIdText(key.keyId), after, reason: 'komputer dicuri' }),
  )
const arrives = (serial: number, change: Partial<ProfileFields>) =>
  installProfile(
    open.station,
    signProfile({ ...sampleProfile(open.dinas), serial, ...change }, open.dinas.root),
  )

describe('a profile with revocations', () => {
  test('ends what a stolen key of a site says from a number on, and keeps what it said before', async () => {
    expect(verified(41).revokedAfter).toBeUndefined()
    await arrives(6, { revocations: [revoked(site(), 40)] })
    expect(verified(40).revokedAfter).toBe(40)
    expect(() => verified(41)).toThrow('TRUST-REVOKED')
    // It holds after a restart too, and with the next profile that still says so.
    expect(() => open.reopen().trust.verify(DATA, receipt(41), 'receipt')).toThrow('TRUST-REVOKED')
  })

  test("ends this station's own key, where it is this one that was stolen", async () => {
    const { signing } = open.station.keys
    const stamp = {
      station: open.station.code,
      epoch: open.station.epoch.id,
      id: '01jc0000000000000000000000',
    }
    const packet = (seq: number) => signDetached(DATA, signing, { purpose: 'packet', seq, ...stamp })
    expect(open.station.trust.verify(DATA, packet(8), 'packet').keyId).toBe(keyIdText(signing.keyId))
    await arrives(6, { revocations: [revoked(signing, 7)] })
    expect(open.station.trust.verify(DATA, packet(7), 'packet').revokedAfter).toBe(7)
    expect(() => open.station.trust.verify(DATA, packet(8), 'packet')).toThrow('TRUST-REVOKED')
  })

  test('that another root signed revokes nothing', async () => {
    const stranger = generateSigningKey(seededRandom('stranger'))
    await arrives(6, { revocations: [revoked(site(), 0, stranger)] })
    expect(verified(41).revokedAfter).toBeUndefined()
    expect(open.station.trust.rejected).toHaveLength(1)
  })

  test('cannot be taken back with an older profile', async () => {
    await arrives(7, { revocations: [revoked(site(), 0)] })
    await expect(arrives(6, {})).rejects.toThrow('PROFILE-OLDER')
    expect(() => verified(1)).toThrow('TRUST-REVOKED')
  })
})
