import { hex, utf8 } from '../../lib/bytes.ts'
import { sha256 } from '../../lib/hash.ts'
import type { SqlReader, SqlTx } from '../store/sql.ts'
import { positionOf } from './position.ts'

/** What a site said of a medium that was handed in there: kept for good, and told to the other site. */
export interface ArrivalWord {
  /** Rises in the order in which this site came to know it, with its clock (`position.ts`): the other site's cursor. */
  readonly position: number
  readonly site: string
  /** Of the arrival. */
  readonly id: string
  /** JSON of the wire's format, without the site. */
  readonly document: string
}

/** Keeps a word once; answers whether it was not known here. `now` is the site's clock. */
export async function putArrivalWord(
  tx: SqlTx,
  { site, id, document }: Omit<ArrivalWord, 'position'>,
  now: Date,
): Promise<boolean> {
  const changed = await tx.run(
    `INSERT INTO arrival_word (position, site, id, document, digest) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (site, id, digest) DO NOTHING`,
    // Documents may be longer than what an index holds.
    [await positionOf(tx, 'arrivals', now), site, id, document, hex(sha256(utf8(document)))],
  )
  return changed === 1
}

/** Words after a position, for the other site: of this site and of that one, which may have lost its own in a restoration. */
export async function arrivalWordsAfter(db: SqlReader, after: number, limit: number): Promise<ArrivalWord[]> {
  return db.all('SELECT * FROM arrival_word WHERE position > ? ORDER BY position LIMIT ?', [after, limit])
}
