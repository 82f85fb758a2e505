import { isOfBag } from '../contract/upload.ts'
import { encodeRefused, type Refused } from '../formats/bag/refused.ts'
import { PAYLOAD } from '../formats/bag/plan.ts'
import type { PayloadSource } from '../formats/bag/write.ts'
import type { Site } from './site.ts'
import type { SqlReader } from './store/sql.ts'

interface CentralRefusal {
  readonly packet: string
  readonly attempt: number
  readonly site: string
  readonly bag: string
  readonly code: string
  readonly station: string
}

/** What stands: no receipt of the centre came since, and no later sending of the packet lies here. */
const STANDING = `central_refusal f WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.packet = f.packet AND r.attempt = f.attempt AND r.grade <> 'post')
  AND NOT EXISTS (SELECT 1 FROM entry n WHERE n.packet = f.packet AND n.state = 'received' AND n.attempt > f.attempt)`

/**
 * Keeps what a site of the centre refused of packets that this post passed on: each station hears of its own. What is wrong with the bag or its
 * medium (`BAG-*`) is this post's own matter, which writes those packets again. The newest word on a packet stands; a repeat changes nothing.
 */
export async function keepRefusals(site: Site, { site: by, bag, items }: Refused): Promise<void> {
  await site.registry.transaction(async (tx) => {
    // A station's own bag that was carried on is answered to that station.
    if (!(await tx.get('SELECT 1 AS here FROM answer WHERE id = ?', [bag]))) return
    for (const { packet, attempt, code } of items) {
      if (isOfBag(code)) continue
      const held = await tx.get<{ station: string }>(
        `SELECT station FROM entry WHERE packet = ? AND attempt = ? AND state = 'received'`,
        [packet, attempt],
      )
      if (!held) continue
      await tx.run(
        `INSERT INTO central_refusal (packet, attempt, site, bag, code, station) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (packet, attempt) DO UPDATE SET site = excluded.site, bag = excluded.bag, code = excluded.code`,
        [packet, attempt, by, bag, code, held.station],
      )
    }
  })
}

/** Of whose packets the centre refused any. */
export async function stationsRefused(db: SqlReader): Promise<string[]> {
  const rows = await db.all<{ station: string }>(`SELECT DISTINCT f.station FROM ${STANDING}`)
  return rows.map(({ station }) => station)
}

/** What goes along with an answer of this post to a station: the centre's refusals of its packets, a file for each bag that was passed on. */
export async function refusedBeyond(site: Site, stations: readonly string[]): Promise<PayloadSource[]> {
  const [station] = stations
  if (site.grade !== 'post' || station === undefined || stations.length > 1) return []
  const rows = await site.registry.read.all<CentralRefusal>(
    `SELECT f.* FROM ${STANDING} AND f.station = ? ORDER BY f.bag, f.packet`,
    [station],
  )
  const said = Map.groupBy(rows, ({ bag }) => bag)
  return [...said].map(([bag, items], n) => ({
    path: `${PAYLOAD}refused-${n + 1}.json`,
    data: encodeRefused({
      site: items[0]!.site,
      bag,
      items: items.map(({ packet, attempt, code }) => ({ packet, attempt, code })),
    }),
  }))
}
