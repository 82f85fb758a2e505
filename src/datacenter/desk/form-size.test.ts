import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Listening } from '../server.ts'
import type { Site } from '../site.ts'
import { openSampleSite } from '../testing/sample-site.ts'
import { listenDesk } from './desk.ts'

let dir: string
let site: Site
let desk: Listening
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'rekam-desk-'))
  site = await openSampleSite(dir, 'mmu', { now: () => new Date('2026-11-23T00:00:00Z') })
  desk = await listenDesk(site, 0)
})
afterEach(async () => {
  await desk.close()
  await site.close()
  rmSync(dir, { recursive: true })
})

/** What a page of a stranger in the same browser may send: a form without end. */
async function endless(headers: Record<string, string>): Promise<number | undefined> {
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const asked = request(`${desk.url}/register`, { method: 'POST', headers: { ...type, ...headers } })
  asked.on('error', () => undefined)
  asked.write('courier='.padEnd(100_000, 'A'))
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  answer.resume()
  asked.destroy()
  return answer.statusCode
}

it('refuses a form that is too long, or does not say how long it is, before it is read', async () => {
  expect(await endless({})).toBe(403)
  expect(await endless({ 'content-length': '2000000000' })).toBe(403)
}, 5000)
