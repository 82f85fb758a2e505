import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Challenge } from '../../contract/account.ts'
import { decodeRequest } from '../../formats/request/request.ts'
import { faultOfErrno } from '../../lib/fault.ts'
import { refuse } from '../refuse.ts'
import { readSlotsFile } from './slots-file.ts'

/** Beside the slots: what the Dinas was asked to certify; it names the station without a key. */
const REQUEST = 'request.json'

/**
 * What somebody who forgot their password reads to the Dinas over the telephone: the station, and the number of the next code that was not used. Needs no key.
 * ACCOUNT-NO-CODES where all are used, ACCOUNT-SLOTS-DAMAGED, those of reading.
 */
export async function nextChallenge(keys: string): Promise<Challenge> {
  const { resets } = await readSlotsFile(keys)
  const numbers = resets.map(({ n }) => n)
  if (numbers.length === 0) throw refuse('ACCOUNT-NO-CODES')
  const path = join(keys, REQUEST)
  const bytes = await readFile(path).catch((error: unknown) => {
    throw faultOfErrno(error, 'read', path)
  })
  return { station: decodeRequest(bytes).station, n: Math.min(...numbers), left: numbers.length }
}
