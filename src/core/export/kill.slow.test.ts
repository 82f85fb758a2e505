import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readBag } from '../../formats/bag/check.ts'
import { isFault } from '../../lib/fault.ts'
import { openByRecovery, readSlotsFile } from '../account/index.ts'
import { verifyAudit } from '../audit/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { listBags, makeBag, planned, settleInterrupted } from './index.ts'

/** An export is killed at its n-th fsync, wherever that is: payload, tag files, signature, register. */

const CHILD = join(import.meta.dirname, 'testing/export-child.ts')
/** An export has about 25 of them; the last ones are signature and register. */
const KILLS = [1, 5, 10, 14, 18, 22, 26, 28, 29, 30, 31, 32, 33, 34]

let open: TestStation
let drive: string
beforeEach(async () => {
  open = await openTestStation()
  drive = open.temp('drive')
})
afterEach(() => open.close())

/** Exports in a process of its own that dies at an fsync. Answers what it said, and whether it was killed. */
async function exportKilledAt(nth: number): Promise<{ said: string; killed: boolean }> {
  const key = openByRecovery(await readSlotsFile(open.station.paths.keys), open.dinas.recovery.identity)
  const child = [CHILD, open.folder, Buffer.from(key).toString('hex'), drive, `kill ${nth}`]
  const inject = `inject=fsync,fdatasync:signal=KILL:when=${nth}`
  const run = spawnSync(
    'strace',
    ['-f', '-o', '/dev/null', '-e', 'trace=fsync,fdatasync', '-e', inject, process.execPath, ...child],
    {
      encoding: 'utf8',
      // strace counts thread by thread.
      env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
    },
  )
  return { said: run.stdout, killed: run.signal === 'SIGKILL' || run.status === 137 }
}

async function isWhole(name: string): Promise<boolean> {
  try {
    await readBag(join(drive, name), open.station.trust)
    return true
  } catch (error) {
    if (!isFault(error)) throw error
    return false
  }
}

it('killed anywhere, leaves no bag that is half and looks whole, and the next one works', async () => {
  const [ordered = ''] = await seedRecordings(open.station, 1, { from: 900, bytes: 4000 })
  await open.station.write.transaction((tx) =>
    tx.run(
      `INSERT INTO card (recording, state, order_id, fence, ordered_at, order_epoch) VALUES (?, 'ordered', ?, 0, 't', (SELECT epoch FROM change_counter))`,
      [ordered, ordered],
    ),
  )
  let killed = 0
  let recognised = 0
  let entered = 0
  for (const nth of KILLS) {
    await seedRecordings(open.station, 1, { from: nth, bytes: 4000 })
    const waiting = planned(open.station.read).packets
    const before = new Set(readdirSync(drive))
    const { killed: was, said } = await exportKilledAt(nth)
    open.reopen()
    killed += was ? 1 : 0
    // Until it is known what became of it, nothing goes out a second time unnoticed.
    const unknown = listBags(open.station).some(({ state }) => state === 'interrupted')
    if (unknown)
      expect(planned(open.station.read)).toMatchObject({
        packets: 0,
        exportedBefore: entered,
        interrupted: waiting,
      })
    await settleInterrupted(open.station)
    const listed = new Map(listBags(open.station).map((bag) => [`REKAM-5272-01-A-${bag.seq}`, bag]))
    // What is whole on the drive is in the register, also where the kill came between the two; what is not, is no bag.
    for (const name of readdirSync(drive)) {
      expect([name, listed.get(name)?.state]).toEqual([name, (await isWhole(name)) ? 'made' : 'unused'])
    }
    const whole = [...listed].find(([name, { state }]) => state === 'made' && !before.has(name))
    if (unknown && whole) recognised++
    // What it carries of cards is known again, too.
    if (whole) expect(whole[1]).toMatchObject({ orders: 1, ordersOpen: 1 })
    entered = [...listed.values()].reduce(
      (sum, { state, packets }) => sum + (state === 'made' ? packets : 0),
      0,
    )
    if (whole) {
      expect(planned(open.station.read).packets).toBe(0)
      continue
    }
    expect(said).toBe('')
    expect(planned(open.station.read).packets).toBe(waiting)
    const next = await makeBag(open.station, { folder: drive })
    expect(before.has(`REKAM-5272-01-A-${next.seq}`)).toBe(false)
    expect(next.packets).toBe(waiting)
    await readBag(next.folder, open.station.trust)
    entered += next.packets
  }
  expect(killed).toBeGreaterThan(8)
  expect(recognised).toBeGreaterThan(0)
  expect(verifyAudit(open.station.read).sound).toBe(true)
}, 600_000)
