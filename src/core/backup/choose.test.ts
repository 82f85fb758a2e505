import { renameSync } from 'node:fs'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { forgetLocal } from '../db/local.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { choosePackets, type Chosen } from './choose.ts'
import { bytesNeeded } from './engine/fits.ts'
import { diskNotes, noteDisk } from './disk-notes.ts'
import { sourceOf } from './packet-file.ts'
import { insertCopy, type PacketRow } from './queries.ts'
import { raiseAlarm } from './routine/alarm.ts'
import { hollowPackets } from './testing/slow-disk.ts'

const DISK = 'disk'
const BYTES = 1000
const FRESH_MS = 15 * 60_000

/** What one volume may end in: its line in the register; found by the next run after a crash; or nothing. */
const ends = fc.constantFrom('committed', 'adopted', 'lost')
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('seal'), count: fc.integer({ min: 1, max: 6 }) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('volume'),
      holds: fc.integer({ min: 1, max: 5 }),
      by: fc.constantFrom('limit', 'free'),
      end: ends,
      unreadable: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait'), minutes: fc.integer({ min: 1, max: 30 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('clock'), years: fc.constantFrom(-7, 10, 0.00001) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('file-gone', 'volume-gone'), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('files-back') }) },
)

/** The disk and the station as a person would keep them on paper. */
class Paper {
  readonly on: TestStation
  readonly sealed: string[] = []
  readonly onDisk = new Set<string>()
  readonly volumes: string[][] = []
  readonly gone = new Set<string>()

  constructor(on: TestStation) {
    this.on = on
  }

  row(id: string): PacketRow {
    return this.on.station.read.get<PacketRow>(
      'SELECT id, epoch, seq, sealed_at, bytes, sha256 FROM recording WHERE id = ?',
      [id],
    )!
  }

  move(id: string, isAway: boolean): void {
    const { path } = sourceOf(this.on.station, this.row(id))
    if (isAway) renameSync(path, `${path}.away`)
    else renameSync(`${path}.away`, path)
    if (isAway) this.gone.add(id)
    else this.gone.delete(id)
  }

  /** @param by the size of a volume, or the room that is left on the disk */
  choose(holds: number, passed: ReadonlySet<string>, by: 'limit' | 'free' = 'limit'): Chosen {
    const { station } = this.on
    const { notes } = diskNotes(station.read, DISK)
    return choosePackets(
      station,
      DISK,
      notes,
      passed,
      by === 'limit'
        ? { limit: holds * BYTES }
        : { free: bytesNeeded(Array.from({ length: holds }, () => ({ bytes: BYTES }))) },
    )
  }

  async commit({ packets, notes: chosen }: Chosen, end: string): Promise<void> {
    if (end === 'lost') return
    const { station } = this.on
    const volume = `202611/V${this.volumes.length}`
    await station.write.transaction((tx) => {
      for (const { id } of packets)
        insertCopy(tx, { packet: id, disk: DISK, volume, level: 'L1', at: station.ports.now().toISOString() })
      const { notes } = diskNotes(tx, DISK)
      // What a crash left is adopted with its copies, and with the notes as they were before it.
      noteDisk(tx, DISK, end === 'committed' ? { ...notes, ...chosen } : notes)
    })
    this.volumes.push(packets.map(({ id }) => id))
    for (const { id } of packets) this.onDisk.add(id)
  }

  async strike(which: number): Promise<void> {
    const at = which % Math.max(1, this.volumes.length)
    const struck = this.volumes[at]
    if (!struck) return
    await this.on.station.write.transaction((tx) => {
      raiseAlarm(tx, this.on.station, DISK, 'missing', [`202611/V${at}`])
    })
    for (const id of struck) this.onDisk.delete(id)
    this.volumes[at] = []
  }

  /** What a volume may carry now, and which of it was sealed in the last minutes. */
  wanted(passed: ReadonlySet<string>): { all: Set<string>; fresh: string[] } {
    const now = this.on.ports.now().getTime()
    const all = this.sealed.filter((id) => ![this.onDisk, this.gone, passed].some((out) => out.has(id)))
    // Back from the newest one, up to the first that a clock or its age puts out of the last minutes.
    const ages = this.sealed.map((id) => Math.abs(now - Date.parse(this.row(id).sealed_at)) <= FRESH_MS)
    const recent = this.sealed.slice(ages.lastIndexOf(false) + 1)
    return { all: new Set(all), fresh: recent.filter((id) => all.includes(id)) }
  }
}

test('whatever comes and goes, no packet is left out, none is taken twice, and those of the last minutes come first', async () => {
  const on = await openTestStation()
  onTestFinished(() => on.close())
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      await on.station.write.transaction((tx) => {
        for (const table of ['copy', 'disk_alarm', 'recording']) tx.run(`DELETE FROM ${table}`)
        forgetLocal(tx, `backup:${DISK}`)
      })
      const paper = new Paper(on)
      for (const one of steps) {
        if (one.do === 'seal' && 'count' in one)
          paper.sealed.push(...(await hollowPackets(on.station, one.count, BYTES)))
        else if (one.do === 'wait' && 'minutes' in one) on.ports.clock.advance(one.minutes * 60_000)
        else if (one.do === 'clock' && 'years' in one)
          on.ports.clock.set(new Date(on.ports.now().getTime() + one.years * 365 * 86_400_000))
        else if (one.do === 'volume-gone' && 'which' in one) await paper.strike(one.which)
        else if (one.do === 'files-back') for (const id of paper.gone) paper.move(id, false)
        else if (one.do === 'file-gone' && 'which' in one) {
          const id = paper.sealed[one.which % Math.max(1, paper.sealed.length)]
          if (id !== undefined && !paper.gone.has(id)) paper.move(id, true)
        } else if ('holds' in one) {
          const passed = new Set(one.unreadable ? [...paper.wanted(new Set()).all].slice(-1) : [])
          const { all, fresh } = paper.wanted(passed)
          const chosen = paper.choose(one.holds, passed, one.by === 'free' ? 'free' : 'limit')
          const ids = chosen.packets.map(({ id }) => id)
          expect(ids).toHaveLength(Math.min(one.holds, all.size))
          expect(new Set(ids).size).toBe(ids.length)
          expect(ids.filter((id) => !all.has(id))).toEqual([])
          expect(ids.slice(0, fresh.length)).toEqual(fresh.slice(0, one.holds))
          expect(chosen.more).toBe(all.size > ids.length)
          await paper.commit(chosen, one.end)
        }
      }
      for (const id of paper.gone) paper.move(id, false)
      for (let more = true; more; ) {
        const chosen = paper.choose(3, new Set())
        await paper.commit(chosen, 'committed')
        more = chosen.more
      }
      expect(paper.onDisk).toEqual(new Set(paper.sealed))
      expect(paper.choose(9, new Set()).packets).toEqual([])
    }),
    { numRuns: 120 },
  )
})
