import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isFault } from '../../lib/fault.ts'
import { runIntake } from '../cli.ts'
import { listenDesk } from '../desk/desk.ts'
import { openSite } from '../open-site.ts'
import { SCHEMA } from '../registry/schema.ts'
import { putSetting, setting } from '../registry/settings.ts'
import { listen, type Listening } from '../server.ts'
import type { Site } from '../site.ts'
import { startPostgres, type TestPostgres } from '../testing/postgres.ts'
import { Sender } from '../testing/sender.ts'
import { siteFolder } from '../testing/site-folder.ts'
import { PostgresSql } from './postgres.ts'

/** A real PostgreSQL hangs (every process of it stopped) or is gone while a site works on it. */

/** More than this machine is ever late at its busiest. */
const SILENT_MS = 3000
/** Of vitest: what is not refused within bounded time ends here. */
const BOUND = 120_000

let postgres: TestPostgres
let url: string
let dir: string
let sql: PostgresSql
let site: Site
let line: Listening
let desk: Listening
const troubles: string[] = []
const sender = new Sender(1)

beforeEach(async () => {
  troubles.length = 0
  postgres = await startPostgres()
  url = await postgres.database()
  dir = siteFolder()
  sql = await PostgresSql.open(url, SCHEMA, () => {}, SILENT_MS)
  site = await openSite(dir, 'mmu', { sql })
  line = await listen(site, 0, { trouble: (what) => troubles.push(what) })
  desk = await listenDesk(site, 0)
  sender.url = line.url
}, BOUND)
afterEach(async () => {
  postgres.thaw()
  await desk.close()
  await line.close()
  await site.close()
  await postgres.stop()
  rmSync(dirname(dir), { recursive: true })
}, BOUND)

/** What a promise comes to: the code of its fault, or that it did not fail. */
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'answered',
    (error: unknown) => (isFault(error) ? error.code : String(error)),
  )
const add = (name: string) => sql.transaction((tx) => putSetting(tx, name, 'x'))

const ways = {
  hangs: { end: async () => postgres.freeze(), back: async () => postgres.thaw() },
  'is gone': { end: () => postgres.halt(), back: () => postgres.start() },
}

it.each(Object.entries(ways))(
  'a database that %s is refused by name, and the site goes on by itself when it is back',
  async (_, { end, back }) => {
    await add('before')
    const held = (await sql.hold('packet', 0))!
    const packet = sender.seal()
    const [wanted] = await sender.announce([packet])
    expect(wanted).toMatchObject({ verdict: 'wanted' })
    // One writer is in the middle of its turn when it happens.
    let go = () => {}
    const going = new Promise<void>((resolve) => (go = resolve))
    let inside = () => {}
    const begun = new Promise<void>((resolve) => (inside = resolve))
    const middle = codeOf(
      sql.transaction(async (tx) => {
        await putSetting(tx, 'middle', 'x')
        inside()
        await going
        await putSetting(tx, 'middle', 'y').catch(() => undefined)
      }),
    )
    await begun
    await end()
    go()
    const refused = await Promise.all([
      middle,
      codeOf(setting(sql, 'before')),
      codeOf(add('while')),
      codeOf(sql.hold('other', 10_000)),
      codeOf(site.work()),
      // More than there are connections: whoever waits for one is refused too.
      ...Array.from({ length: 20 }, (__, n) => codeOf(setting(sql, `many ${n}`))),
    ])
    expect(new Set(refused)).toEqual(new Set(['SITE-DATABASE-SILENT']))
    const told = await sender.say(sender.announcement([packet]))
    expect([told.status, JSON.parse(told.body)]).toMatchObject([503, { format: 'rekam-notice' }])
    expect((await sender.create(packet)).status).toBe(503)
    const page = await fetch(desk.url)
    expect([page.status, await page.text()]).toEqual([
      503,
      expect.stringContaining('Basis data situs ini tidak menjawab.'),
    ])
    expect(troubles.join(' ')).toContain('SITE-DATABASE-SILENT')
    await held()
    await back()
    // What was under way when it happened never was.
    await expect.poll(() => codeOf(add('after')), { timeout: BOUND }).toBe('answered')
    const kept = await Promise.all(['before', 'middle', 'after'].map((name) => setting(sql, name)))
    expect(kept).toEqual(['x', undefined, 'x'])
    await (await sql.hold('packet', 10_000))!()
    expect(await sender.send(packet)).toMatchObject([{ verdict: 'received' }])
  },
  BOUND,
)

it(
  'a receiver that froze in its turn does not hold up the others for ever',
  async () => {
    const other = await PostgresSql.open(url, SCHEMA, () => {}, SILENT_MS)
    let go = () => {}
    const going = new Promise<void>((resolve) => (go = resolve))
    let inside = () => {}
    const begun = new Promise<void>((resolve) => (inside = resolve))
    const frozen = codeOf(
      other.transaction(async (tx) => {
        await putSetting(tx, 'frozen', 'x')
        inside()
        await going
      }),
    )
    await begun
    await expect.poll(() => codeOf(add('on')), { timeout: BOUND }).toBe('answered')
    go()
    expect(await frozen).toBe('SITE-DATABASE-SILENT')
    expect([await setting(sql, 'on'), await setting(sql, 'frozen')]).toEqual(['x', undefined])
    await other.close()
  },
  BOUND,
)

it(
  'a command says it in words, and ends with 1',
  async () => {
    await postgres.halt()
    const lines: string[] = []
    const write = (text: string) => void lines.push(text)
    const terminal = { out: write, err: write, stopped: async () => {} }
    const args = ['--missing', '--site', dir, '--database', url]
    expect(await runIntake(args, terminal)).toBe(1)
    expect(lines.slice(0, 2)).toEqual(['SITE-DATABASE-SILENT', 'Basis data situs ini tidak menjawab.'])
    await postgres.start()
    expect(await runIntake(args, terminal)).toBe(0)
  },
  BOUND,
)
