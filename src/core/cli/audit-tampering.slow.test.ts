// Every kind of tampering that we know of, told by the typed command: at once, and after others opened the station in between.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordAct } from '../audit/index.ts'
import { KINDS, tamper } from '../audit/testing/tampering.ts'
import { withOpenStation } from './open-station.ts'
import { cheapDemo } from './testing/cheap.ts'
import { rekam } from './testing/shell.ts'

const base = mkdtempSync(join(tmpdir(), 'rekam-audit-cli-'))
const station = join(base, 'station')
afterAll(() => rmSync(base, { recursive: true, force: true }))

let key: Uint8Array
let store = ''
beforeAll(async () => {
  await rekam('init', '--demo', '--station', station)
  await cheapDemo(base)
  await withOpenStation({ station }, async (open) => {
    for (let i = 0; i < 20; i++)
      await open.write.transaction((tx) =>
        recordAct(tx, open, 'sample.act', `subject-${i}`, { old: i, new: i + 1 }),
      )
    key = open.keys.store.slice()
    store = open.paths.store.slice(station.length)
  })
}, 120_000)

const verify = (folder: string) => rekam('audit', 'verify', '--station', folder, '--json')

test('sound as it was written, told of the state before it was opened', async () => {
  const ran = await verify(station)
  expect(ran.code).toBe(0)
  const { entries, head } = ran.json<{ entries: number; head: { seq: number } }>()
  expect(head.seq).toBe(entries)
  // Each look opens and locks the station: two acts, of which the look itself knows nothing.
  expect((await verify(station)).json()).toMatchObject({ sound: true, entries: entries + 2 })
})

test.each(KINDS)('told: %s', async (name, change) => {
  const folder = join(base, `${KINDS.findIndex(([kind]) => kind === name)}`)
  cpSync(station, folder, { recursive: true })
  tamper({ path: join(folder, store), key }, change, { end: 'COMMIT', judge: () => undefined })
  const [at, again] = [await verify(folder), await verify(folder)]
  expect(at).toMatchObject({ code: 1 })
  expect(at.json()).toMatchObject({ sound: false, brokenAt: expect.any(Number) as number })
  expect(again.code).toBe(1)
  expect(again.json()).toMatchObject({ sound: false })
  rmSync(folder, { recursive: true })
})
