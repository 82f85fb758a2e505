import type { ReadDb } from './handles.ts'

/**
 * What triggers count as rows change (migration 17), so that no page counts rows:
 * card: cards of a state; bag: packets that wait for one, `fresh` or in one `before`; answered: packets of a bag that have their receipt;
 * received: packets with a receipt; recording: packets of a kind; status: recordings of one; copy: `disk level`; left: packets that
 * left under an epoch; left-on: of those the ones that a disk holds, `disk epoch`. Of recordings of residents alone (migration 20):
 * standing: `status day`, the UTC day since which it stands; held: on how many disks copies count, two at most; recorded: `received`,
 * `waiting` for a receipt, `exported` in a bag, `once` on one device alone, `stuck` at two visits.
 */
export type Topic =
  | 'card'
  | 'bag'
  | 'answered'
  | 'received'
  | 'recording'
  | 'status'
  | 'copy'
  | 'left'
  | 'left-on'
  | 'standing'
  | 'held'
  | 'recorded'

export interface Tally<Key extends string = string> {
  readonly key: Key
  readonly n: number
  readonly bytes: number
}

/** All of a topic. */
export function tallies<Key extends string = string>(db: ReadDb, topic: Topic): Tally<Key>[] {
  return db.all<Tally<Key>>('SELECT key, n, bytes FROM tally WHERE topic = ? AND n <> 0 ORDER BY key', [
    topic,
  ])
}

/** One of a topic; 0 where nothing was counted. */
export function tally(db: ReadDb, topic: Topic, key: string): number {
  return db.get<{ n: number }>('SELECT n FROM tally WHERE topic = ? AND key = ?', [topic, key])?.n ?? 0
}
