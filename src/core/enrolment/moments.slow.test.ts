import { cpSync, readFileSync, rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type Draft, draftSchema } from '../../contract/enrolment.ts'
import { hex } from '../../lib/bytes.ts'
import { sha256 } from '../../lib/hash.ts'
import { Chance } from '../testing/chance.ts'
import { DeskProcess, type Said } from '../testing/desk-process.ts'
import { openTestStation } from '../testing/index.ts'
import { reopenStation } from '../testing/reopen-station.ts'
import type { Station } from '../station.ts'
import { captureOf, draftRow, draftView } from './draft/rows.ts'
import { packetPath } from './seal/paths.ts'

/** Lives of a desk, each ended by kill -9, and moments in each at which its files are taken as kill -9 would leave them. */
const LIVES = 8
const MOMENTS = 26
/** Between two moments: so many acts at most, and from the beginning of an act so many milliseconds. */
const ACTS = 5
const INTO = 12

/** What a folder holds of the recording in work and of those that are sealed. */
interface Found {
  readonly draft: Draft | undefined
  readonly recordings: readonly string[]
}

/** Reads a folder as the next start does; every capture opens, every recording has its packet, numbers have no gap. */
function look(station: Station, id: string | undefined): Found {
  const { read } = station
  const row = id === undefined ? undefined : draftRow(read, id)
  const draft = row && draftSchema.parse(draftView(read, row))
  for (const { slot, bytes } of draft?.captures ?? []) {
    expect(captureOf(read, draft!.id, slot)!.bytes.length).toBe(bytes)
  }
  const rows = read.all<{ id: string; seq: number; sha256: string; sealed_at: string }>(
    'SELECT id, seq, sha256, sealed_at FROM recording ORDER BY seq',
  )
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, i) => i + 1))
  for (const one of rows) {
    expect(hex(sha256(readFileSync(packetPath(station, one.id, one.sealed_at))))).toBe(one.sha256)
  }
  return { draft, recordings: rows.map((one) => one.id) }
}

/** Whether a folder is exactly as it was said to be: the same fields, captures, exceptions and step, and every sealed recording. */
function isAs({ draft, recordings }: Found, said: Said, id: string | undefined): boolean {
  const due = said.draft?.id === id ? said.draft : undefined
  return (
    JSON.stringify(draft) === JSON.stringify(due) &&
    said.sealed.every(({ recording }) => recordings.includes(recording))
  )
}

test.skipIf(process.platform !== 'linux')(
  `at ${LIVES * MOMENTS} random moments of a desk at work its folder holds the last acknowledged act or the next one whole, and nothing between`,
  async () => {
    const seed = Number(process.env['REKAM_SEED'] ?? Date.now() % 1_000_000)
    const chance = new Chance(seed)
    const made = await openTestStation()
    const key = Buffer.from(made.station.keys.store).toString('hex')
    made.store.close()
    const copy = made.temp('copy')
    const torn: string[] = []
    const under = new Map<string, number>()
    const open = (folder: string, name: string) => {
      const { station, store } = reopenStation(folder, Buffer.from(key, 'hex'), name)
      expect(store.check('full')).toEqual([])
      return { station, store }
    }
    const opened = (folder: string, name: string, id: string | undefined): Found => {
      const { station, store } = open(folder, name)
      try {
        return look(station, id)
      } finally {
        store.close()
      }
    }
    try {
      for (let life = 0; life < LIVES; life++) {
        /** Moments since the last acknowledgement: each is as it was before the act, or as it is after it. */
        let pending: { found: Found; id: string | undefined; at: string }[] = []
        const judge = (before: Said, isAfter: (found: Found, id: string | undefined) => boolean) => {
          for (const { found, id, at } of pending) {
            if (!isAs(found, before, id) && !isAfter(found, id)) torn.push(at)
          }
          pending = []
        }
        const args = [made.folder, key, String(1 + life * 50), String(chance.between(1, 1e6))]
        const desk = new DeskProcess(args, (before, after) =>
          judge(before, (found, id) => isAs(found, after, id ?? after.draft?.id)),
        )
        for (let moment = 0; moment < MOMENTS; moment++) {
          await desk.after(desk.said.acts + chance.between(0, ACTS))
          await pause(chance.between(0, INTO))
          await desk.freeze()
          const { said } = desk
          const act = said.under ?? 'between'
          under.set(act, (under.get(act) ?? 0) + 1)
          cpSync(made.folder, copy, { recursive: true, force: true })
          const found = opened(copy, `moment ${life} ${moment}`, said.draft?.id)
          rmSync(copy, { recursive: true, force: true })
          pending.push({
            found,
            id: said.draft?.id,
            at: `seed ${seed}, life ${life}, moment ${moment}: ${act}`,
          })
          desk.thaw()
        }
        await pause(chance.between(0, INTO))
        await desk.kill()
        const { said } = desk
        const left = opened(made.folder, `life ${life}`, said.draft?.id)
        judge(said, (found) => JSON.stringify(found) === JSON.stringify(left))
        if (!isAs(left, said, said.draft?.id) && said.under === null)
          torn.push(`seed ${seed}, end of ${life}`)
      }
      const acts = [...under].map(([act, count]) => `${act} ${count}`).join(', ')
      process.stdout.write(`moments: seed ${seed}: ${LIVES * MOMENTS} moments and ${LIVES} kills: ${acts}\n`)
      expect(torn).toEqual([])
      expect(under.size).toBeGreaterThan(6)
    } finally {
      await made.close()
    }
  },
)
