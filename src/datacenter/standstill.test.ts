import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSite } from './open-site.ts'
import type { Site } from './site.ts'
import { beat, settleStandstills, standstills } from './standstill.ts'
import { siteFolder } from './testing/site-folder.ts'

let dir: string
let site: Site
let now: number
beforeEach(async () => {
  dir = siteFolder()
  now = Date.parse('2026-11-23T00:00:00Z')
  site = await openSite(dir, 'mmu', { now: () => new Date(now) })
})
afterEach(async () => {
  await site.close()
  rmSync(dirname(dir), { recursive: true })
})
const after = async (minutes: number) => {
  now += minutes * 60_000
  await beat(site)
  return (await standstills(site.registry.read)).map(
    ({ from, to }) => `${from.slice(5, 16)} ${to.slice(5, 16)}`,
  )
}

it('a site that was away says from when to when, until somebody has looked into it', async () => {
  expect(await after(0)).toEqual([])
  for (let n = 0; n < 5; n++) expect(await after(0.1)).toEqual([])
  expect(await after(119)).toEqual([])
  expect(await after(24 * 60)).toEqual(['11-23T01:59 11-24T01:59'])
  expect(await after(1)).toHaveLength(1)
  // A clock that was set back says nothing, nor does it stop what follows.
  expect(await after(-600)).toHaveLength(1)
  expect(await after(121)).toHaveLength(2)
  await settleStandstills(site, '2026-11-24T02:00:00.000Z')
  expect(await after(1)).toEqual([])
  for (let n = 0; n < 25; n++) await after(600)
  expect(await after(1)).toHaveLength(20)
})
