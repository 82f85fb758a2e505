import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { verifyDetached } from '../../formats/trust/comment.ts'
import { publicOf } from '../../lib/minisign.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { type AuditEntry, entryHash } from './chain.ts'
import { recordAct } from './record-act.ts'
import { saveAccess, savePeriod } from './save.ts'

let open: TestStation
let folder: string
beforeEach(async () => {
  open = await openTestStation()
  folder = mkdtempSync(join(tmpdir(), 'rekam-save-audit-'))
})
afterEach(async () => {
  await open.close()
  rmSync(folder, { recursive: true, force: true })
})

const at = (name: string) => join(folder, name)

test('acts of a period lie in a signed file whose hashes can be recomputed, and that it was made is an act', async () => {
  for (let i = 0; i < 5; i++)
    await open.station.write.transaction((tx) => recordAct(tx, open.station, 'sample.act', 'x', { i }))
  const saved = await savePeriod(open.station, {
    from: '2000-01-01',
    until: '2999-12-31',
    path: at('a.ndjson'),
  })
  const bytes = readFileSync(saved.path)
  verifyDetached(
    bytes,
    readFileSync(saved.signature, 'utf8'),
    [publicOf(open.station.keys.signing)],
    'report',
  )
  const [head, ...lines] = bytes.toString().trimEnd().split('\n')
  expect(JSON.parse(head!)).toMatchObject({ format: 'rekam-audit', entries: saved.entries })
  expect(lines).toHaveLength(saved.entries)
  const entries = lines.map((line) => JSON.parse(line) as AuditEntry)
  for (const [i, entry] of entries.entries()) {
    expect(entry.hash).toBe(entryHash(entry))
    if (i > 0) expect(entry.prev).toBe(entries[i - 1]!.hash)
  }
  const last = open.station.read.get<{ act: string }>('SELECT act FROM audit ORDER BY seq DESC LIMIT 1')
  expect(last).toEqual({ act: 'audit.period' })
  const none = await savePeriod(open.station, {
    from: '1999-01-01',
    until: '1999-12-31',
    path: at('b.ndjson'),
  })
  expect(none.entries).toBe(0)
  await expect(
    savePeriod(open.station, { from: '2026-02-01', until: '2026-01-01', path: at('c.ndjson') }),
  ).rejects.toThrow('AUDIT-PERIOD')
})

test('nothing but an older file of its kind is written over, and nothing in the folder of the station', async () => {
  writeFileSync(at('letter.txt'), 'a letter')
  const period = { from: '2026-01-01', until: '2026-01-02' }
  await expect(savePeriod(open.station, { ...period, path: at('letter.txt') })).rejects.toThrow('FILE-EXISTS')
  await expect(
    savePeriod(open.station, { ...period, path: join(open.station.paths.folder, 'a.ndjson') }),
  ).rejects.toThrow('SAVE-PLACE')
  await savePeriod(open.station, { ...period, path: at('a.ndjson') })
  await savePeriod(open.station, { ...period, path: at('a.ndjson') })
})

test('what is known about a resident is saved, and the answer is due in 72 hours', async () => {
  const [id] = await seedRecordings(open.station, 1)
  const { nik } = open.station.read.get<{ nik: string }>('SELECT nik FROM recording WHERE id = ?', [id!])!
  const now = open.station.ports.now().getTime()
  const saved = await saveAccess(open.station, { about: nik, path: at('access.json') })
  expect(Date.parse(saved.until) - now).toBe(72 * 3600_000)
  expect(JSON.parse(readFileSync(saved.path, 'utf8'))).toMatchObject({ format: 'rekam-access', about: nik })
})
