import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodeDisk } from '../backup/index.ts'
import { createStore, type Store } from '../db/open.ts'
import { tempFolders } from '../testing/temp.ts'
import type { DriveState } from './drive.ts'
import { fillStore } from './fill.ts'
import { applyGains } from './gain-apply.ts'
import { clockOf } from './gain-rules.ts'

const temp = tempFolders()
const KEY = new Uint8Array(32).fill(9)
const NOW = '2026-11-25T00:00:00.000Z'

/** A change as the model knows it, and everything that its writer knew then. */
interface Change {
  readonly name: string
  readonly position: number
  readonly value: string
}

/** A station: the real store, and what the model says is in it. */
interface Station {
  readonly name: string
  readonly position: number
  readonly store: Store
  readonly registers: Map<string, Change>
  readonly appended: Set<string>
  /** Names of all changes that it knows of, through whatever way they came. */
  readonly known: Set<string>
}

/** How the model merges: sets of changes instead of clocks. */
function modelMerge(into: Station, from: Station): void {
  for (const line of from.appended) into.appended.add(line)
  for (const [key, theirs] of from.registers) {
    const ours = into.registers.get(key)
    if (!ours) {
      // Known here and not here: removed since.
      if (!into.known.has(theirs.name)) into.registers.set(key, theirs)
    } else if (ours.name !== theirs.name && !into.known.has(theirs.name)) {
      const later =
        from.known.has(ours.name) ||
        theirs.position > ours.position ||
        (theirs.position === ours.position && theirs.name.split(' ')[0]! > ours.name.split(' ')[0]!)
      if (later) into.registers.set(key, theirs)
    }
  }
  for (const name of from.known) into.known.add(name)
}

let made = 0
const pathOf = () => join(temp(), `${made++}.db`)

async function found(name: string, position: number, parent: string | null): Promise<Station> {
  const store = createStore(pathOf(), KEY)
  await store.write.transaction((tx) => {
    tx.run('INSERT INTO change_counter VALUES (1, ?, 0)', [name])
    tx.run(
      `INSERT INTO epoch (id, position, parent, station, started_at, key) VALUES (?, ?, ?, 's', '', '')`,
      [name, position, parent],
    )
  })
  return { name, position, store, registers: new Map(), appended: new Set(), known: new Set() }
}

function driveOf({ store, name }: Station): DriveState {
  const seq = store.read.get<{ seq: number }>('SELECT seq FROM change_counter')!.seq
  store.checkpoint()
  return {
    folder: '',
    copy: store.path,
    key: KEY,
    station: 's',
    epoch: name,
    seq,
    schema: 7,
    certificates: [],
    stateIdentity: null,
    damaged: [],
  }
}

const chainOf = (drive: DriveState) => ({ epochs: [], drafts: null, drive, damaged: [] })

async function fill(path: string, of: Station, epoch: string | null) {
  const job = { path, key: KEY, chain: chainOf(driveOf(of)), identities: [], unknown: [], now: NOW, epoch }
  return fillStore(nodeDisk, job, () => undefined)
}

async function restored(name: string, from: Station): Promise<Station> {
  const child = await found(name, from.position + 1, from.name)
  await fill(child.store.path, from, name)
  modelMerge(child, from)
  return child
}

async function merge(into: Station, from: Station): Promise<void> {
  const stage = createStore(pathOf(), KEY)
  const { clock } = await fill(stage.path, from, null)
  await applyGains(
    into.store,
    { read: stage.read, theirs: new Map(clock) },
    { source: from.name, at: NOW },
    () => undefined,
  )
  stage.close()
  modelMerge(into, from)
}

async function put(station: Station, key: string, value: string): Promise<void> {
  await station.store.write.transaction((tx) =>
    tx.run(
      'INSERT INTO site (code, state) VALUES (?, ?) ON CONFLICT (code) DO UPDATE SET state = excluded.state',
      [key, value],
    ),
  )
  const name = `${station.name} ${value}`
  station.registers.set(key, { name, position: station.position, value })
  station.known.add(name)
}

async function remove(station: Station, key: string): Promise<void> {
  await station.store.write.transaction((tx) => tx.run('DELETE FROM site WHERE code = ?', [key]))
  station.registers.delete(key)
}

async function append(station: Station, line: string): Promise<void> {
  await station.store.write.transaction((tx) =>
    tx.run("INSERT INTO site_log (site, at, state) VALUES ('mmu', ?, 'open')", [line]),
  )
  station.appended.add(line)
}

const keys = fc.constantFrom('a', 'b')
const who = fc.nat(2)
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('put' as const), who, key: keys }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), who, key: keys }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('append' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const), who }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('merge' as const), who, from: who }) },
)

function shown(station: Station) {
  const sites = station.store.read.all<{ code: string; state: string }>(
    'SELECT code, state FROM site ORDER BY code',
  )
  const log = station.store.read.all<{ at: string }>('SELECT at FROM site_log ORDER BY at')
  return { sites: sites.map(({ code, state }) => [code, state]), log: log.map(({ at }) => at) }
}

function expected(station: Station) {
  const sites = [...station.registers]
    .map(([key, { value }]) => [key, value])
    .toSorted(([a], [b]) => (a! < b! ? -1 : 1))
  return { sites, log: [...station.appended].toSorted() }
}

test('whatever stations do, restore and merge: a living station gains what it lacks and loses nothing, as the model says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const stations = [await found('e1', 1, null)]
      await put(stations[0]!, 'a', 'first')
      stations.push(await restored('e2', stations[0]!))
      const at = (n: number) => stations[n % stations.length]!
      try {
        for (const [n, one] of steps.entries()) {
          const station = at(one.who)
          if (one.do === 'put') await put(station, one.key, `v${n}`)
          if (one.do === 'remove') await remove(station, one.key)
          if (one.do === 'append') await append(station, `line ${String(n).padStart(3, '0')}`)
          if (one.do === 'restore' && stations.length < 3) stations.push(await restored(`f${n}`, station))
          if (one.do === 'merge' && at(one.from) !== station) {
            const before = shown(station)
            await merge(station, at(one.from))
            const after = shown(station)
            expect(after.log).toEqual(expect.arrayContaining(before.log))
            expect(after.sites.map(([key]) => key)).toEqual(
              expect.arrayContaining(before.sites.map(([key]) => key)),
            )
            const changes = clockOf(station.store.read).get(station.name)
            await merge(station, at(one.from))
            // Only the note of what is known may be written again.
            expect(shown(station)).toEqual(after)
            expect(clockOf(station.store.read).get(station.name)! - changes!).toBeLessThanOrEqual(4)
          }
          for (const each of stations) expect(shown(each)).toEqual(expected(each))
        }
      } finally {
        for (const { store } of stations) store.close()
      }
    }),
    {
      numRuns: 30,
      endOnFailure: true,
      // A row that was brought over and comes back meets what its own station wrote after it.
      examples: [
        [
          [
            { do: 'put', who: 0, key: 'b' },
            { do: 'merge', who: 1, from: 0 },
            { do: 'put', who: 0, key: 'b' },
            { do: 'merge', who: 0, from: 1 },
          ],
        ],
      ],
    },
  )
}, 600_000)
