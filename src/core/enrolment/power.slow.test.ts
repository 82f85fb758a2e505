import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { TRACE, TracedDisk, tracedEvents } from '../../lib/testing/traced-disk.ts'
import { Chance } from '../testing/chance.ts'
import { foundIn, isAs } from '../testing/desk-found.ts'
import { NOTHING_SAID, type Said, saidNext } from '../testing/desk-process.ts'
import { openTestStation } from '../testing/index.ts'

const CHILD = join(import.meta.dirname, '../testing/desk-child.ts')
/** Cuts at writes, beside those at every flush and every acknowledgement. */
const CUTS = 60

const works = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0

/** Everything in a folder by its path; null is a folder. */
function filesIn(folder: string): Map<string, Uint8Array | null> {
  const found = new Map<string, Uint8Array | null>([[folder, null]])
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name)
    found.set(path, entry.isDirectory() ? null : readFileSync(path))
  }
  return found
}

test.skipIf(!works)(
  'a power cut at any write loses nothing that was acknowledged, whatever of the unflushed is lost, and leaves nothing half',
  async () => {
    const seed = Number(process.env['REKAM_SEED'] ?? Date.now() % 1_000_000)
    const chance = new Chance(seed)
    const made = await openTestStation()
    const key = Buffer.from(made.station.keys.store).toString('hex')
    made.store.close()
    const [work, cut] = [made.temp('work'), made.temp('cut')]
    cpSync(made.folder, work, { recursive: true })
    try {
      const disk = new TracedDisk(filesIn(work))
      const log = join(made.temp('trace'), 'trace')
      const child = [CHILD, work, key, '1', String(chance.between(1, 1e6)), '1']
      const { status, stdout } = spawnSync('strace', [...TRACE, '-o', log, process.execPath, ...child], {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      expect(status).toBe(0)
      /** What was said after each line. */
      const said: Said[] = [NOTHING_SAID]
      for (const line of stdout.split('\n')) said.push(saidNext(said.at(-1)!, line))
      const acknowledged = said.filter(({ acts }, i) => acts !== said[i - 1]?.acts)
      const events = tracedEvents(readFileSync(log, 'utf8'), work)
      const writes = events.filter(({ what }) => what !== 'said').length
      const wrong: string[] = []
      let points = 0
      /** Cuts the power and starts again. */
      const judge = (acts: number, isUnder: boolean, kept: 'flushed' | 'some', at: string) => {
        points++
        const files = disk.after(kept === 'flushed' ? () => false : () => chance.oneIn(2))
        rmSync(cut, { recursive: true, force: true })
        for (const [path, bytes] of files) {
          // Other processes' shared memory is not on any disk.
          if (path.endsWith('-shm')) continue
          const to = join(cut, path.slice(work.length))
          mkdirSync(dirname(to), { recursive: true })
          writeFileSync(to, bytes)
        }
        const [before, next] = [acknowledged[acts]!, acknowledged[acts + 1]]
        const id = before.draft?.id ?? (isUnder ? next?.draft?.id : undefined)
        const found = foundIn(cut, key, `cut ${points}`, id)
        if (!isAs(found, before, id) && !(isUnder && next && isAs(found, next, id)))
          wrong.push(`${at}, ${kept}`)
      }
      let [acts, judged, line, under] = [0, -1, '', '']
      for (const [n, event] of events.entries()) {
        disk.apply(event)
        if (event.what === 'said') {
          line += event.line
          if (!line.endsWith('\n')) continue
          const isDone = line.startsWith('done')
          under = isDone ? '' : line.slice(5, -1)
          line = ''
          if (!isDone) continue
          acts++
          for (const kept of ['flushed', 'some'] as const)
            judge(acts, false, kept, `seed ${seed}, act ${acts}`)
        } else {
          const at = `seed ${seed}, event ${n}, ${under}: ${event.what} ${event.path.slice(work.length)}`
          if (disk.flushes !== judged) judge(acts, true, 'flushed', at)
          judged = disk.flushes
          if (chance.next() * writes < CUTS) judge(acts, true, 'some', at)
        }
      }
      process.stdout.write(
        `power: seed ${seed}: ${points} cuts, ${writes} writes, ${acts} acts, ${judged} flushes\n`,
      )
      expect(wrong).toEqual([])
      expect(acts).toBe(acknowledged.length - 1)
      expect(acknowledged.at(-1)!.sealed).toHaveLength(1)
    } finally {
      await made.close()
    }
  },
)
