import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Access, decodeAccess, encodeAccess } from '../../formats/access/access.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { accessDeadline, exportAccess, mergeAccess } from './access.ts'
import { entryHash } from './chain.ts'
import { recordAct } from './record-act.ts'

let open: TestStation
let nik: string
let id: string
beforeEach(async () => {
  open = await openTestStation()
  const ids = await seedRecordings(open.station, 2)
  id = ids[0]!
  nik = open.station.read.get<{ nik: string }>('SELECT nik FROM recording WHERE id = ?', [id])!.nik
  await read()
})
afterEach(() => open.close())

const read = () => open.station.write.transaction((tx) => recordAct(tx, open.station, 'recording.read', id))
const handedIn = async () => decodeAccess((await exportAccess(open.station, nik)).bytes)

test('a station hands in what it knows about one resident, and that it did is in its audit', async () => {
  const access = await handedIn()
  expect(access).toMatchObject({ station: open.station.code, about: nik })
  expect(access.entries.at(-1)).toMatchObject({ act: 'recording.read', subject: id })
  expect(new Set(access.entries.map(({ subject }) => subject))).toEqual(new Set([id]))
  expect(encodeAccess(access)).toEqual(encodeAccess(decodeAccess(encodeAccess(access))))
  const last = open.station.read.get('SELECT act FROM audit ORDER BY seq DESC LIMIT 1')
  expect(last).toEqual({ act: 'audit.exported' })
  await expect(exportAccess(open.station, '5272')).rejects.toThrow('INPUT-INVALID')
})

describe('the Dinas merges', () => {
  test('an older backup and the station of today: each act once, and nothing is missing', async () => {
    const backup = await handedIn()
    await read()
    const today = await handedIn()
    const merged = mergeAccess([backup, today, backup], [open.station.code])
    expect(merged.gaps).toEqual([])
    expect(merged.entries).toEqual(today.entries)
    expect(today.entries.length).toBe(backup.entries.length + 1)
  })

  test('and names who handed nothing in, an epoch that nobody has, and an act that one leaves out', async () => {
    const access = await handedIn()
    const lost = '7zzzzzzzzzzzzzzzzzzzzzzzzz'
    const restored = { ...access, epochs: access.epochs.map((epoch) => ({ ...epoch, parent: lost })) }
    const silent = { ...access, entries: access.entries.slice(0, -1) }
    const { epoch, seq } = access.entries.at(-1)!
    expect(mergeAccess([restored], ['5272-02-A']).gaps).toEqual([
      { kind: 'station', station: '5272-02-A' },
      { kind: 'epoch', epoch: lost },
    ])
    expect(mergeAccess([access, silent]).gaps).toEqual([{ kind: 'differs', epoch, seq }])
  })

  test('and refuses an act that was changed, and another resident; a mended hash shows as two versions', async () => {
    const access = await handedIn()
    const changed = (hash: (entry: Access['entries'][number]) => string): Access => {
      const entries = [...access.entries]
      const bent = { ...entries[0]!, actor: 'nobody' }
      entries[0] = { ...bent, hash: hash(bent) }
      return { ...access, entries }
    }
    expect(() => mergeAccess([changed(({ hash }) => hash)])).toThrow('FORMAT-UNREADABLE')
    const [{ epoch, seq }] = access.entries as [Access['entries'][number]]
    expect(mergeAccess([access, changed(entryHash)]).gaps).toEqual([{ kind: 'differs', epoch, seq }])
    expect(() => mergeAccess([access, { ...access, about: '5272015503900002' }])).toThrow('INPUT-INVALID')
    expect(() => mergeAccess([])).toThrow('INPUT-INVALID')
  })
})

test.each([
  ['2026-11-23T01:00:00.000Z', 72],
  ['2026-11-25T13:30:00.000Z', 11],
  ['2026-11-26T02:00:00.000Z', -1],
])('at %s %i hours are left of three days', (now, hoursLeft) => {
  const asked = new Date('2026-11-23T01:00:00.000Z')
  expect(accessDeadline(asked, new Date(now))).toEqual({
    until: new Date('2026-11-26T01:00:00.000Z'),
    hoursLeft,
  })
})
