import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { joinShares, oneSplit, splitIdentity, type SplitCounts } from '../../formats/share/share.ts'
import { readShare, setOf, type Share, writeShare } from '../../formats/share/share-text.ts'
import { text, utf8 } from '../../lib/bytes.ts'
import { Fault, faultOfErrno, isFault } from '../../lib/fault.ts'
import { readBounded } from '../../lib/read-bounded.ts'
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

/**
 * Shares that were read one after another: a holder takes the drive away before the next one brings theirs. Their texts are in memory alone, and only
 * those of the list that was judged last.
 */
export class ShareTray {
  #held = new Map<string, Share>()

  /** The shares of these files, each judged; the tray holds exactly them then. On a refusal it stays as it was. Faults SHARE-*, FILE-*. */
  async judge(paths: readonly string[]): Promise<readonly Share[]> {
    const shares = await this.read(paths)
    oneSplit(shares)
    this.#held = new Map(shares.map((share, at) => [paths[at]!, share]))
    return shares
  }

  /** From the tray, else from the file. */
  read(paths: readonly string[]): Promise<Share[]> {
    return readAll(paths, this.#held)
  }

  empty(): void {
    this.#held.clear()
  }
}

/** The identity that the files of shares give together, in memory alone. Faults SHARE-*, FILE-*. */
export async function identityFromShares(paths: readonly string[], tray = new ShareTray()): Promise<string> {
  return joinShares(await tray.read(paths))
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
async function readAll(
  paths: readonly string[],
  held: ReadonlyMap<string, Share> = new Map(),
): Promise<Share[]> {
  const shares: Share[] = []
  for (const [at, path] of paths.entries()) shares.push(held.get(path) ?? (await readOne(path, at + 1)))
  return shares
}

async function readOne(path: string, place: number): Promise<Share> {
  try {
    return readShare(text(await readBounded(path, LIMIT)))
  } catch (error) {
    const nameless = isFault(error, 'SHARE-DAMAGED') && error.params['share'] === '?'
    if (nameless || isFault(error, 'FILE-TOO-LONG') || isFault(error, 'BYTES-MALFORMED'))
      throw new Fault('SHARE-UNREADABLE', { place, path }, { cause: error })
    throw error
  }
}
