import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openByRecovery, readSlotsFile } from '../account/index.ts'
import { verifyAudit } from '../audit/index.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { uploadStatus } from './status.ts'
import { freePort } from '../../lib/testing/free-port.ts'
import { openTestSite, sealed, type TestSite } from './testing/sites.ts'
import { uploadOnce } from './upload.ts'

/** A round is killed at its n-th write, wherever that is: announcement, half a packet, its receipt, the ledger. */

const CHILD = join(import.meta.dirname, 'testing/upload-child.ts')
const KILLS = [3, 12, 20, 28, 36, 44, 52, 60, 70, 80]

let open: TestStation
let mmu: TestSite
beforeEach(async () => {
  const [here, nowhere] = [await freePort(), await freePort()]
  open = await openTestStation({
    urls: { mmu: `http://127.0.0.1:${here}`, batam: `http://127.0.0.1:${nowhere}` },
  })
  mmu = await openTestSite(open, 'mmu', here)
})
afterEach(async () => {
  await mmu.close()
  await open.close()
})

/** Sends in a process of its own that dies at a write. Answers whether it was killed. */
async function sendKilledAt(nth: number): Promise<boolean> {
  const key = openByRecovery(await readSlotsFile(open.station.paths.keys), open.dinas.recovery.identity)
  const child = [CHILD, open.folder, Buffer.from(key).toString('hex'), `kill ${nth}`]
  const calls = 'pwrite64,writev,sendto,fdatasync,fsync'
  const strace = [
    '-f',
    '-o',
    '/dev/null',
    '-e',
    `trace=${calls}`,
    '-e',
    `inject=${calls}:signal=KILL:when=${nth}`,
  ]
  const run = spawn('strace', [...strace, process.execPath, ...child], {
    stdio: 'ignore',
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
  })
  return new Promise((resolve) =>
    run.once('exit', (code, signal) => resolve(signal === 'SIGKILL' || code === 137)),
  )
}

it('killed anywhere, loses no packet, counts none that is not there, and goes on', async () => {
  let killed = 0
  const ids: string[] = []
  for (const nth of KILLS) {
    ids.push(await sealed(open, 2000), await sealed(open, 400_000))
    killed += (await sendKilledAt(nth)) ? 1 : 0
    open.reopen()
    const counted = open.station.read.all<{ packet: string }>('SELECT packet FROM receipt')
    for (const { packet } of counted) expect(await mmu.site.registry.holds(packet)).toBe(true)
    await uploadOnce(open.station)
    expect(uploadStatus(open.station)).toMatchObject({ waiting: 0, received: ids.length, work: [] })
    expect((await mmu.site.registry.counts()).received).toBe(ids.length)
  }
  expect(killed).toBeGreaterThan(6)
  const receipts = open.station.read.all<{ packet: string }>('SELECT packet FROM receipt')
  expect(receipts.map(({ packet }) => packet).toSorted()).toEqual(ids.toSorted())
  expect(verifyAudit(open.station.read).sound).toBe(true)
}, 240_000)
