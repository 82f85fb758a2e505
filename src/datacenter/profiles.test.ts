import { existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type ProfileFields, signProfile } from '../formats/profile/profile.ts'
import { PROFILE } from '../formats/testing/profile-sample.ts'
import { ROOT, STRANGER } from '../formats/testing/sample.ts'
import { intake } from './intake.ts'
import { atDesk } from './intake-desk.ts'
import { openSite } from './open-site.ts'
import type { Site } from './site.ts'
import { bagOf } from './testing/bag.ts'
import { Sender } from './testing/sender.ts'
import { siteFolder } from './testing/site-folder.ts'

let dir: string
let base: string
let site: Site
const sender = new Sender(1)
beforeEach(async () => {
  dir = siteFolder()
  base = dirname(dir)
  site = await openSite(dir, 'mmu')
})
afterEach(async () => {
  await site.close()
  rmSync(base, { recursive: true })
})

/** A profile as `rekam keys profile` leaves it. Answers the file. */
function drawn(serial: number, over: Partial<ProfileFields> = {}, root = ROOT): string {
  const { bytes, signature } = signProfile(
    { ...PROFILE, serial, station: { ...PROFILE.station, code: sender.station }, ...over },
    root,
  )
  mkdirSync(join(base, `profile-${serial}`), { recursive: true })
  const path = join(base, `profile-${serial}`, 'profile.json')
  writeFileSync(path, bytes)
  writeFileSync(`${path}.minisig`, signature)
  return path
}

const give = (file: string) => atDesk(site, { task: 'profile', file })
const refused = async (file: string) =>
  give(file).then(
    () => 'given',
    (error: { code?: string }) => error.code,
  )
let bags = 0
/** What the answer to a bag with one packet carries beside receipts. */
async function answered(): Promise<string | undefined> {
  const sequence = ++bags
  const drive = join(base, `drive-${sequence}`)
  const { answer } = await intake(
    site,
    await bagOf(sender, { drive, packets: [sender.seal()], sequence }),
    drive,
  )
  const path = join(answer!, 'data/profile.json')
  if (!existsSync(path)) return undefined
  expect(existsSync(`${path}.minisig`)).toBe(true)
  return readFileSync(path, 'utf8')
}

it('goes along with the answers to its station, the newest', async () => {
  expect(await answered()).toBeUndefined()
  expect(await give(drawn(7))).toMatchObject({ json: { station: sender.station, serial: 7 }, code: 0 })
  expect(await answered()).toContain('"serial":7')
  await give(drawn(8))
  expect(await answered()).toContain('"serial":8')
  expect(await refused(drawn(7))).toBe('PROFILE-OLDER')
  expect(await refused(join(base, 'profile-8/profile.json'))).toBe('given')
  expect(await answered()).toContain('"serial":8')
})

it('one of another station, or that nobody signed who may, goes to nobody', async () => {
  await give(drawn(3, { station: { ...PROFILE.station, code: '5272-09-Z' } }))
  expect(await answered()).toBeUndefined()
  expect(await refused(drawn(4, {}, STRANGER))).toBe('PROFILE-UNTRUSTED')
  const torn = drawn(5)
  rmSync(`${torn}.minisig`)
  expect(await refused(torn)).toBe('PROFILE-UNSIGNED')
  const huge = drawn(6)
  truncateSync(huge, 3 << 20)
  expect(await refused(huge)).toBe('FILE-TOO-LONG')
  // What somebody laid into the folder by hand is passed over, and harms no answer.
  const place = join(dir, 'profiles', `${sender.station}.json`)
  writeFileSync(place, readFileSync(drawn(9, {}, STRANGER)))
  writeFileSync(`${place}.minisig`, 'x')
  expect(await answered()).toBeUndefined()
})
