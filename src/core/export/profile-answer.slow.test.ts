import { call } from '@orpc/server'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { intake } from '../../datacenter/intake.ts'
import { atDesk } from '../../datacenter/intake-desk.ts'
import type { PayloadSource } from '../../formats/bag/write.ts'
import { type ProfileFields, signProfile } from '../../formats/profile/profile.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import { utf8 } from '../../lib/bytes.ts'
import { generateSigningKey } from '../../lib/minisign.ts'
import { freePort } from '../../lib/testing/free-port.ts'
import { statusOf } from '../enrolment/index.ts'
import { makeSampleDinas, sampleProfile, settingsHandlers } from '../settings/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { openTestSite, type TestSite } from '../upload/testing/sites.ts'
import { makeBag, takeReceipts } from './index.ts'
import { answerBag, receiptOf, receiptSources, signedSources } from './testing/answers.ts'

/** A newer profile of the Dinas comes along with the answer to a bag, and an administrator puts it into force. */

let open: TestStation
let drive: string
beforeEach(async () => {
  open = await openTestStation({ serial: 5, actor: { account: 'administrator', role: 'administrator' } })
  drive = open.temp('drive')
})
afterEach(() => open.close())

const drawn = (change: Partial<ProfileFields> = {}, root = open.dinas.root) =>
  signProfile({ ...sampleProfile(open.dinas), serial: 6, ...change }, root)
const waiting = () => call(settingsHandlers.waitingProfile, {}, { context: open.context })
const install = (serial: number) =>
  call(settingsHandlers.installWaiting, { serial }, { context: open.context })

const answer = (files: readonly PayloadSource[]) => answerBag(open, files)
const filesOf = (signed: Signed) => signedSources('data/profile.json', signed)
const brought = async (signed: Signed) => takeReceipts(open.station, await answer(filesOf(signed)))

describe('a profile in an answer', () => {
  it('goes from the Dinas over the site to the station, beside the receipts', async () => {
    const plain = await freePort()
    const site: TestSite = await openTestSite(open, 'mmu', plain)
    const [id = ''] = await seedRecordings(open.station, 1, { bytes: 3000 })
    const { bytes, signature } = drawn({ thresholds: { finger: 55, iris: 65 } })
    const file = join(drive, 'profile.json')
    writeFileSync(file, bytes)
    writeFileSync(`${file}.minisig`, signature)
    await atDesk(site.site, { task: 'profile', file })
    const { folder } = await makeBag(open.station, { folder: drive })
    const back = await intake(site.site, folder, drive)
    expect(await takeReceipts(open.station, back.answer!)).toMatchObject({
      taken: 1,
      profile: 6,
      refused: [],
    })
    expect(statusOf(open.station.read, id)?.status).toBe('RECEIVED_AT_CENTRAL')
    // The same answer again changes nothing.
    expect(await takeReceipts(open.station, back.answer!)).toMatchObject({ known: 1, profile: null })
    await site.close()
  })

  it('waits: nothing is installed before an administrator says so', async () => {
    expect(await waiting()).toBeNull()
    await brought(drawn({ thresholds: { finger: 55, iris: 65 } }))
    expect(open.station.profile.serial).toBe(5)
    expect(await waiting()).toMatchObject({
      serial: 6,
      from: open.station.profile.sites[0]!.name,
      changes: ['thresholds'],
    })
    await expect(install(7)).rejects.toMatchObject({ code: 'NOT-FOUND' })
    expect(await install(6)).toMatchObject({ profileSerial: 6, thresholds: { finger: 55, iris: 65 } })
    expect(await waiting()).toBeNull()
    expect(
      open.station.read.all("SELECT act FROM audit WHERE act IN ('profile.offered', 'profile.installed')"),
    ).toEqual([{ act: 'profile.offered' }, { act: 'profile.installed' }])
  })

  it('of two the newest waits, in whatever order they come', async () => {
    expect(await brought(drawn({ serial: 8 }))).toMatchObject({ profile: 8 })
    expect(await brought(drawn({ serial: 7 }))).toMatchObject({ profile: null, refused: [] })
    expect(await brought(drawn({ serial: 9 }))).toMatchObject({ profile: 9 })
    expect(await waiting()).toMatchObject({ serial: 9 })
    // What is in force already is no news, what is older is refused.
    expect(await brought(drawn({ serial: 4 }))).toMatchObject({ refused: [{ code: 'PROFILE-OLDER' }] })
  })

  const [json, minisig] = ['data/profile.json', 'data/profile.json.minisig']
  it.each<[string, () => PayloadSource[], string]>([
    ['of a stranger', () => filesOf(drawn({}, generateSigningKey(open.ports.random))), 'PROFILE-UNTRUSTED'],
    [
      'of another Dinas',
      () => {
        const other = makeSampleDinas(open.ports.random)
        return filesOf(signProfile(sampleProfile(other, { serial: 6 }), other.root))
      },
      'PROFILE-UNTRUSTED',
    ],
    [
      'of another station',
      () =>
        filesOf(signProfile(sampleProfile(open.dinas, { station: '5272-02-A', serial: 6 }), open.dinas.root)),
      'PROFILE-OTHER-STATION',
    ],
    ['that is older', () => filesOf(drawn({ serial: 4 })), 'PROFILE-OLDER'],
    [
      'of the number in force with other words',
      () => filesOf(drawn({ serial: 5, thresholds: { finger: 1, iris: 1 } })),
      'PROFILE-OLDER',
    ],
    [
      'changed after signing',
      () => filesOf({ ...drawn(), bytes: drawn({ serial: 7 }).bytes }),
      'PROFILE-UNTRUSTED',
    ],
    ['without a signature', () => [{ path: json, data: drawn().bytes }], 'PROFILE-UNSIGNED'],
    [
      'that has no end',
      () => [
        { path: json, data: new Uint8Array(3 << 20) },
        { path: minisig, data: utf8(drawn().signature) },
      ],
      'BAG-LIMIT',
    ],
    [
      'whose signature has no end',
      () => [
        { path: json, data: drawn().bytes },
        { path: minisig, data: new Uint8Array(1 << 20) },
      ],
      'BAG-LIMIT',
    ],
    [
      'that is none',
      () => [
        { path: json, data: utf8('{') },
        { path: minisig, data: utf8('x') },
      ],
      'PROFILE-UNTRUSTED',
    ],
  ])('one %s is refused by code, and harms no receipt', async (_, files, code) => {
    const [id = ''] = await seedRecordings(open.station, 1, { bytes: 3000 })
    const taken = await takeReceipts(
      open.station,
      await answer([...receiptSources([receiptOf(open, id)]), ...files()]),
    )
    expect(taken).toMatchObject({ taken: 1, profile: null, refused: [{ path: json, code }] })
    expect(await waiting()).toBeNull()
    expect(open.station.profile.serial).toBe(5)
  })
})
