import type { RestoreSource } from '../../contract/restore.ts'
import { decodeBundle } from '../../formats/trust/bundle.ts'
import { isFault } from '../../lib/fault.ts'
import { parsePublicKey } from '../../lib/minisign.ts'
import { readBounded } from '../../lib/read-bounded.ts'
import { identityIn } from '../account/index.ts'
import { identityFromShares, type ShareTray } from '../keys/index.ts'
import { refuse } from '../refuse.ts'
import type { Sources } from './job.ts'

/** The longest is a bundle of certificates. */
const MOST_BYTES = 4 << 20
const file = (path: string) => readBounded(path, MOST_BYTES)

function isRoot(text: string): boolean {
  try {
    parsePublicKey(text)
    return true
  } catch (error) {
    if (isFault(error)) return false
    throw error
  }
}

/** The root's text: given as such, or as the path of its file. Fault RESTORE-NO-TRUST where it is neither. */
async function rootText(given: string): Promise<string> {
  if (given.trim() === '') throw refuse('RESTORE-NO-TRUST')
  if (isRoot(given)) return given
  const text = Buffer.from(await file(given)).toString('utf8')
  if (!isRoot(text)) throw refuse('RESTORE-NO-TRUST')
  return text
}

/** The recovery identity, given as such, as the path of its file, or in shares. */
async function identityOf(
  { identity, shares }: Pick<RestoreSource, 'identity' | 'shares'>,
  tray: ShareTray | undefined,
): Promise<string | null> {
  if (shares !== undefined) return identityFromShares(shares, tray)
  if (identity === undefined) return null
  const found = identityIn(identity) ?? identityIn(Buffer.from(await file(identity)).toString('utf8'))
  if (!found) throw refuse('ACCOUNT-WRONG-IDENTITY')
  return found
}

/** What a person gave, read and judged as far as it can be without a disk. @param tray shares that were gathered before */
export async function readSources(given: RestoreSource, tray?: ShareTray): Promise<Sources> {
  return {
    disks: given.disks,
    drive: given.drive ?? null,
    papers: given.papers ?? [],
    root: await rootText(given.trust),
    certificates: given.certificates === undefined ? [] : decodeBundle(await file(given.certificates)),
    station: given.station ?? null,
    list: given.list === true,
    secrets: {
      passphrase: given.passphrase ?? null,
      identity: await identityOf(given, tray),
    },
  }
}
