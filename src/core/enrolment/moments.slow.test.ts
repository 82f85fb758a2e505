import { cpSync, rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Chance } from '../testing/chance.ts'
import { type Found, foundIn, isAs } from '../testing/desk-found.ts'
import { DeskProcess, type Said } from '../testing/desk-process.ts'
import { openTestStation } from '../testing/index.ts'

/** Lives of a desk, each ended by kill -9, and moments in each at which its files are taken as kill -9 would leave them. */
const LIVES = 8
const MOMENTS = 26
/** Between two moments: so many acts at most, and from the beginning of an act so many milliseconds. */
const ACTS = 5
const INTO = 12

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
    const opened = (folder: string, name: string, id: string | undefined) => foundIn(folder, key, name, id)
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
