/**
 * One task in a process of its own, so that the most memory it took is its own: `node child.mjs '<json of ChildJob>'` (bundled by inChild). Says
 * {"ms": ..., "mb": ...}.
 */
import { readFileSync } from 'node:fs'
import { uptime } from 'node:os'
import { join } from 'node:path'
import type { RestoreSource } from '../../../src/contract/restore.ts'
import { linuxVolumes, runBackup, verifyForStation } from '../../../src/core/backup/index.ts'
import { type ImportJob, importThread } from '../../../src/core/resident/index.ts'
import { readSources, restoreInThread, runRestore } from '../../../src/core/restore/index.ts'
import { fakePorts, TEST_COST } from '../../../src/core/testing/index.ts'
import { reopenStation } from '../../../src/core/testing/reopen-station.ts'
import { timed } from './tools.ts'

export type ChildJob =
  | {
      readonly task: 'backup' | 'verify'
      readonly folder: string
      /** Of the store, in hex. */
      readonly key: string
      readonly mount: string
      readonly seed: string
    }
  | { readonly task: 'residents'; readonly job: Omit<ImportJob, 'key'> & { readonly key: string } }
  | { readonly task: 'plan' | 'dry run'; readonly source: RestoreSource }
  | {
      readonly task: 'restore'
      readonly source: RestoreSource
      readonly station: string
      readonly resources: string
    }

async function onStation(job: Extract<ChildJob, { key: string }>): Promise<number> {
  const { station, store, ports } = reopenStation(job.folder, Buffer.from(job.key, 'hex'), job.seed)
  const volumes = linuxVolumes({ roots: [join(job.mount, '..')], pretended: true })
  const own = Object.create(station, { ports: { value: { ...ports, volumes, uptime } } }) as typeof station
  const took = await timed(() =>
    job.task === 'backup' ? runBackup(own, job.mount) : verifyForStation(own, job.mount),
  )
  store.close()
  return took
}

async function restore(job: Extract<ChildJob, { task: 'restore' }>): Promise<number> {
  const hands = restoreInThread()
  const took = await timed(() =>
    runRestore(job.source, {
      ports: fakePorts({ seed: job.station }),
      paths: { station: job.station, resources: job.resources },
      hands,
      onProgress: () => undefined,
      cost: TEST_COST,
    }),
  )
  await hands.close()
  return took
}

async function look({ task, source }: Extract<ChildJob, { task: 'plan' | 'dry run' }>): Promise<number> {
  const sources = await readSources(source)
  const hands = restoreInThread()
  const now = new Date().toISOString()
  const took = await timed(() =>
    task === 'plan' ? hands.plan(sources, () => undefined) : hands.dryRun({ sources, now }, () => undefined),
  )
  await hands.close()
  return took
}

/** In the thread in which the core imports. */
function residents({ job }: Extract<ChildJob, { task: 'residents' }>): Promise<number> {
  return timed(() => importThread().run('build', { ...job, key: Buffer.from(job.key, 'hex') }))
}

function run(job: ChildJob): Promise<number> {
  switch (job.task) {
    case 'plan':
    case 'dry run':
      return look(job)
    case 'restore':
      return restore(job)
    case 'residents':
      return residents(job)
    default:
      return onStation(job)
  }
}

const job = JSON.parse(process.argv[2] ?? '') as ChildJob
const took = await run(job)
// Not `maxRSS` of getrusage: across an exec Linux keeps that of the process which began this one.
const mb = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024
process.stdout.write(JSON.stringify({ ms: took, mb }))
process.exit(0)
