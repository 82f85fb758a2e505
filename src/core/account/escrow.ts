import { decrypt } from '../../lib/age.ts'
import { text } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { refuse } from '../refuse.ts'

/**
 * At the Dinas: the code that a station's number asks for, from its escrow file and the recovery identity. ACCOUNT-WRONG-IDENTITY, ACCOUNT-ESCROW where
 * the file is none, is another station's or lacks the number.
 */
export function codeFromEscrow(
  escrow: Uint8Array,
  identity: string,
  { station, n }: { station: string; n: number },
): string {
  let plain: string
  try {
    plain = text(decrypt(escrow, { identities: [identity] }))
  } catch (error) {
    if (isFault(error, 'AGE-NO-IDENTITY')) throw refuse('ACCOUNT-WRONG-IDENTITY', {}, error)
    throw refuse('ACCOUNT-ESCROW', { station, n }, error)
  }
  const names = plain.split('\n', 1)[0]?.includes(`stasiun ${station}.`)
  const code = plain.match(new RegExp(`^${String(n).padStart(2, '0')}  ([0-9A-Z-]{19})$`, 'm'))?.[1]
  if (!names || code === undefined) throw refuse('ACCOUNT-ESCROW', { station, n })
  return code
}
