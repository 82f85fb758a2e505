import { readFacts, numberOf } from './acts.ts'
import { decodeErasure, type Erasure, erasureFormat } from '../../../formats/erasure/erasure.ts'
import { verifyDetached } from '../../../formats/trust/comment.ts'
import { text } from '../../../lib/bytes.ts'
import { isFault } from '../../../lib/fault.ts'
import { parsePublicKey } from '../../../lib/minisign.ts'
import { readBounded } from '../../../lib/read-bounded.ts'
import { recordAct } from '../../audit/index.ts'
import { snapshotNext } from '../../backup/index.ts'
import { refuse } from '../../refuse.ts'
import { dropErasedList } from '../../resident/index.ts'
import type { Station } from '../../station.ts'
import { eraseItems } from './destroy.ts'

/** A signature is a few lines. */
const SIGNATURE = 4096

/** PRIVACY-LIST for what no epoch of this station signed. */
function readList({ read, code }: Station, bytes: Uint8Array, signature: string): Erasure {
  const keys = read.all<{ key: string }>('SELECT key FROM epoch').map(({ key }) => parsePublicKey(key))
  try {
    const list = decodeErasure(bytes)
    const { stamp } = verifyDetached(bytes, signature, keys, 'report')
    readFacts(list.facts)
    if (list.station === code && stamp.id === list.act) return list
  } catch (error) {
    if (!isFault(error) && !(error instanceof SyntaxError)) throw error
  }
  throw refuse('PRIVACY-LIST')
}

/**
 * Destroys again what a signed list of this station speaks of: after a restore from a disk that is older than the destruction. What the list knows and
 * this station has not yet stays destroyed when a disk brings it. Repeated it changes nothing. PRIVACY-LIST, faults of files.
 */
export async function applyList(
  station: Station,
  path: string,
): Promise<{ number: string; recordings: number }> {
  const bytes = await readBounded(path, erasureFormat.limit)
  const list = readList(station, bytes, text(await readBounded(`${path}.minisig`, SIGNATURE)))
  const { act, epoch, seq, at, actor, reason, facts, items } = list
  await station.write.transaction((tx) => {
    tx.run(
      'INSERT INTO retention_act (id, epoch, seq, at, actor, reason, facts) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
      [act, epoch, seq, at, actor, reason, facts],
    )
    const subjects = items.filter(({ kind }) => kind !== 'list').map(({ id }) => id)
    eraseItems(tx, items, { act, at, actor, subjects })
    snapshotNext(tx)
    recordAct(tx, station, 'privacy.applied', act)
  })
  dropErasedList(station)
  station.checkpoint()
  for (const topic of ['enrolment', 'suket', 'backup'] as const) station.changed(topic)
  return {
    number: numberOf(station, list),
    recordings: items.filter(({ kind }) => kind === 'recording').length,
  }
}
