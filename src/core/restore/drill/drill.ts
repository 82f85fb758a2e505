import type { DrillFacts, DrillSource } from '../../../contract/restore.ts'
import { newId } from '../../../formats/id.ts'
import { recordAct } from '../../audit/index.ts'

import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { type GainDeps, ownSources, refuseOthers } from '../gain.ts'
import { NAMED } from './compare.ts'
import { drillReport } from './drill-report.ts'
import { reportPdf, signReport } from '../report/sign.ts'
import { sourceDrives } from '../source-drives.ts'
import type { Drilled } from './rehearse-drill.ts'
import { throwAway } from './scratch.ts'

/** The drives that hold this station's backups, where none were named. Fault RESTORE-NOTHING. */
async function disksOf(station: Station, { disks }: DrillSource): Promise<{ mount: string; name: string }[]> {
  const found = await sourceDrives(station.ports.volumes)
  const named = (mount: string) => found.find((drive) => drive.mount === mount)?.name ?? mount
  const own = found.filter(({ stations }) => stations.includes(station.code)).map(({ mount }) => mount)
  const mounts = disks.length > 0 ? disks : own.slice(0, 8)
  if (mounts.length === 0) throw refuse('RESTORE-NOTHING')
  return mounts.map((mount) => ({ mount, name: named(mount) }))
}

function factsOf(
  station: Station,
  { plan, compared }: Drilled,
  known: Pick<DrillFacts, 'id' | 'number' | 'at' | 'endedAt' | 'sources'>,
): DrillFacts {
  const { missing, differing, rowsDiffering, strangers, tables, digests } = compared
  return {
    ...known,
    by: station.actor.account,
    station: station.code,
    epoch: station.epoch.id,
    packets: {
      station: compared.station,
      restored: compared.restored,
      bytes: compared.bytes,
      missing: missing.count,
      differing: differing.count,
      strangers,
    },
    missing: [...missing.ids],
    differing: [...differing.ids],
    damaged: plan.damaged.slice(0, NAMED),
    tables: [...tables],
    rowsDiffering,
    newestHead: plan.newestHead,
    digests,
    whole: missing.count + differing.count + rowsDiffering + plan.damaged.length === 0,
  }
}

/**
 * Restores this station's disks into a folder that is thrown away, compares what stands there with the station, and keeps the result
 * with the signature of its report. Supervisors and technicians. Faults RESTORE-*, DISK-*.
 */
export async function runDrill(
  station: Station,
  given: DrillSource,
  { hands, onProgress }: GainDeps,
): Promise<DrillFacts> {
  refuseOthers(station)
  const { ports, keys, paths } = station
  const sources = await disksOf(station, given)
  const at = ports.now().toISOString()
  const held = station.read.get<{ bytes: number }>('SELECT coalesce(sum(bytes), 0) AS bytes FROM recording')
  const drilled = await throwAway(station, held?.bytes ?? 0, async (folder) => {
    const asked = { disks: sources.map(({ mount }) => mount) }
    const job = { folder, store: { path: paths.store, key: keys.store }, now: at }
    return hands.drill({ ...job, sources: await ownSources(station, asked) }, onProgress)
  })
  const before = station.read.get<{ n: number }>('SELECT count(*) AS n FROM drill')
  const facts = factsOf(station, drilled, {
    id: newId(ports.random),
    number: (before?.n ?? 0) + 1,
    at,
    endedAt: ports.now().toISOString(),
    sources,
  })
  const pdf = await reportPdf(station, drillReport(station, facts), new Date(facts.endedAt))
  const signature = signReport(station, pdf, facts.id)
  await station.write.transaction((tx) => {
    tx.run('INSERT INTO drill (id, at, facts, signature) VALUES (?, ?, ?, ?)', [
      facts.id,
      facts.at,
      JSON.stringify(facts),
      signature,
    ])
    recordAct(tx, station, 'restore.drilled', facts.id, facts)
  })
  station.changed('backup')
  return facts
}
