import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { joinShares, splitIdentity, type SplitCounts } from '../../formats/share/share.ts'
import { readShare, setOf, type Share, writeShare } from '../../formats/share/share-text.ts'
import { utf8 } from '../../lib/bytes.ts'
import { Fault, faultOfErrno, isFault } from '../../lib/fault.ts'
import { replaceDurably } from '../../lib/write-durably.ts'
import { refuse } from '../refuse.ts'

const SECRET = 0o600
const LIMIT = 4096

/** What a split left behind: a file for each holder. */
export interface SplitResult {
  readonly set: string
  readonly recipient: string
  readonly files: readonly string[]
}

/** Every choice of `count` of the items. */
function choices<T>(items: readonly T[], count: number): T[][] {
  if (count === 0) return [[]]
  return items.flatMap((item, at) =>
    choices(items.slice(at + 1), count - 1).map((rest) => [item].concat(rest)),
  )
}

/**
 * Splits an identity into files pecahan-1.txt and on in a folder, reads them back, and proves that each choice of them that is enough gives the key.
 * Faults SHARE-COUNTS, SHARE-THERE where the folder has shares already, AGE-IDENTITY-MALFORMED.
 */
export async function splitIntoFiles(
  identity: string,
  counts: SplitCounts,
  folder: string,
): Promise<SplitResult> {
  const shares = await splitIdentity(identity, counts)
  const files = shares.map(({ number }) => join(folder, `pecahan-${number}.txt`))
  for (const file of files) if (await exists(file)) throw refuse('SHARE-THERE', { path: file })
  for (const [at, share] of shares.entries())
    await replaceDurably(files[at]!, utf8(writeShare(share)), { mode: SECRET })
  const back = await readAll(files)
  for (const chosen of choices(back, counts.needs)) await joinShares(chosen)
  const [first] = shares
  return { set: setOf(first!), recipient: first!.recipient, files }
}

/** The identity that the files of shares give together, in memory alone. Faults SHARE-*, FILE-*. */
export async function identityFromShares(paths: readonly string[]): Promise<string> {
  return joinShares(await readAll(paths))
}

async function exists(path: string): Promise<boolean> {
  try {
    await readFile(path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw faultOfErrno(error, 'read', path)
  }
}

/** A share whose number cannot be read is named by its place among those given. */
async function readAll(paths: readonly string[]): Promise<Share[]> {
  const shares: Share[] = []
  for (const [at, path] of paths.entries()) {
    let file: string
    try {
      file = (await readFile(path)).subarray(0, LIMIT + 1).toString('utf8')
    } catch (error) {
      throw faultOfErrno(error, 'read', path)
    }
    try {
      shares.push(readShare(file))
    } catch (error) {
      if (isFault(error, 'SHARE-DAMAGED') && error.params['share'] === '?')
        throw new Fault('SHARE-UNREADABLE', { place: at + 1, path }, { cause: error })
      throw error
    }
  }
  return shares
}
