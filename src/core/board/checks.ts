import type { Item, List } from '../../contract/checklist.ts'
import type { WriteTx } from '../db/handles.ts'
import type { Station } from '../station.ts'

/** The line that stands for the whole list, once somebody signed it. */
export const SIGNED = 'signed'

interface NewCheck {
  readonly day: string
  readonly list: List
  readonly item: Item | typeof SIGNED
  readonly done: number
  readonly n?: number | null
  readonly note?: string
}

/** Writes a line of a day's list, as of now and by who sits at the desk; today's own line is replaced. */
export function putCheck(
  tx: WriteTx,
  station: Station,
  { day, list, item, done, n = null, note = '' }: NewCheck,
): void {
  tx.run(
    `INSERT INTO day_check (epoch, day, list, item, done, n, at, actor, note) VALUES (:epoch, :day, :list, :item, :done, :n, :at, :actor, :note)
     ON CONFLICT (epoch, day, list, item) DO UPDATE SET done = excluded.done, n = excluded.n, at = excluded.at, actor = excluded.actor, note = excluded.note`,
    {
      epoch: station.epoch.id,
      day,
      list,
      item,
      done,
      n,
      at: station.ports.now().toISOString(),
      actor: station.actor.account,
      note,
    },
  )
}
