import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { RestoreResult } from '../../contract/restore.ts'
import { formatPublicKey, publicOf } from '../../lib/minisign.ts'
import { runBackup } from '../backup/index.ts'
import { canMount, realRig } from '../backup/testing/real.ts'
import { seedPackets } from '../backup/testing/seed.ts'
import { packetPath } from '../enrolment/index.ts'
import { fakePorts, TEST_COST, TEST_PASSPHRASE } from '../testing/index.ts'
import { restoreInThread } from './hands.ts'
import { runRestore } from './run.ts'
import type { ChildJob } from './testing/restore-child.ts'
import { openRestored, type Rig, rigWith, rowsOf, sourceOf } from './testing/rig.ts'

const CHILD = join(import.meta.dirname, 'testing/restore-child.ts')

/**
 * Runs the child, and kills it after so many milliseconds when it is not done by then. 'stood': the one before was killed when the
 * station stood already and only had not said so.
 */
async function child(job: ChildJob, killAfter?: number): Promise<RestoreResult | 'killed' | 'stood'> {
  const run = spawn(process.execPath, [CHILD, JSON.stringify(job)], { stdio: ['ignore', 'pipe', 'pipe'] })
  const out: Buffer[] = []
  const errors: Buffer[] = []
  run.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  run.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
  const timer = killAfter === undefined ? undefined : setTimeout(() => run.kill('SIGKILL'), killAfter)
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    run.on('close', (exit, by) => resolve([exit, by])),
  )
  clearTimeout(timer)
  if (signal === 'SIGKILL') return 'killed'
  const said = Buffer.concat(errors).toString()
  if (said.includes('RESTORE-NOT-EMPTY')) return 'stood'
  if (code !== 0) throw new Error(said)
  return JSON.parse(Buffer.concat(out).toString()) as RestoreResult
}

describe('killed at any moment', () => {
  let rig: Rig | undefined
  afterEach(async () => {
    await rig?.on.close()
    rig = undefined
  })

  test('a restore goes on where it was, and ends as one that was never killed', async () => {
    rig = await rigWith([40, 40])
    const job = (name: string): ChildJob => ({
      source: sourceOf(rig!),
      station: join(rig!.on.temp('restored'), name),
      resources: rig!.on.station.paths.resources,
      seed: name,
    })
    const began = Date.now()
    await child(job('whole'))
    const whole = Date.now() - began
    let kills = 0
    for (let turn = 0; turn < 4; turn++) {
      const name = `killed ${turn}`
      let result: RestoreResult | 'killed' | 'stood' = 'killed'
      // The later the moment the likelier that it ends: a few kills on the way, spread over its whole length.
      for (let part = 2 + (turn % 3); result === 'killed'; part += 2) {
        result = await child(job(name), part < 14 ? (whole * (part + turn * 0.3)) / 12 : undefined)
        if (result === 'killed') kills++
      }
      if (result !== 'stood') expect(result).toMatchObject({ packets: 80, missing: [], newestHead: 'known' })
      const restored = await openRestored(rig, name)
      try {
        for (const table of ['recording', 'recording_photo', 'profile', 'account'])
          expect(rowsOf(restored.store, table)).toEqual(rowsOf(rig.on.store, table))
        for (const { id, path } of rig.packets) {
          const row = restored.store.read.get<{ at: string }>(
            'SELECT sealed_at AS at FROM recording WHERE id = ?',
            [id],
          )
          expect(readFileSync(packetPath(restored.station, id, row!.at))).toEqual(readFileSync(path))
        }
        expect(restored.store.check('full')).toEqual([])
      } finally {
        restored.store.close()
      }
      expect(readdirSync(restored.folder).toSorted()).toEqual(['keys', 'packets', 'rekam.db'])
    }
    expect(kills).toBeGreaterThan(4)
  })
})

describe.skipIf(!canMount('ext4'))('from a real disk, in a thread', () => {
  test('a station comes back from ext4 after its PC is gone, byte for byte', async () => {
    const rig = await realRig('ext4', { bytes: 256 << 20 })
    try {
      // Enough for the thread that proves and for memory that goes round; several packets in a block, one in a block, one longer than a block.
      const packets = await seedPackets(rig.station, 60, { bytes: 100_000 })
      packets.push(...(await seedPackets(rig.station, 20, { bytes: 3_000_000 })))
      packets.push(...(await seedPackets(rig.station, 1, { bytes: 6_000_000 })))
      await runBackup(rig.station, rig.volume.mount)
      rig.volume.eject()
      rig.volume.plug({ readonly: true })
      const hands = restoreInThread()
      const folder = join(rig.on.temp('restored'), 'threaded')
      const phases = new Set<string>()
      const result = await runRestore(
        {
          disks: [rig.volume.mount],
          trust: formatPublicKey(publicOf(rig.on.dinas.root)),
          passphrase: TEST_PASSPHRASE,
        },
        {
          ports: fakePorts({ seed: 'threaded' }),
          paths: { station: folder, resources: rig.station.paths.resources },
          hands,
          onProgress: ({ phase }) => phases.add(phase),
          cost: TEST_COST,
        },
      )
      await hands.close()
      expect(result).toMatchObject({ packets: 81, missing: [], damaged: [], newestHead: 'known' })
      expect([...phases]).toEqual(['survey', 'state', 'packets', 'store'])
      for (const { path } of packets) {
        const there = path.replace(rig.station.paths.folder, folder)
        expect(readFileSync(there).equals(readFileSync(path))).toBe(true)
        expect(readFileSync(`${there}.minisig`).equals(readFileSync(`${path}.minisig`))).toBe(true)
      }
    } finally {
      await rig.close()
    }
  })
})
