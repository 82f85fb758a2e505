import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { refuse } from './refuse.ts'

/** What marks the folder of a practice station. It is there before anything else of it. */
export const PRACTICE_MARK = 'LATIHAN.txt'

/** The code of every practice station: it stands on its papers, bags and disks, and no Dinas gives it. */
export const PRACTICE_STATION = 'LATIHAN-01'

/** Whom letters of practice name as their issuer. Every check says 'practice' to it, whoever's key signed. */
export const PRACTICE_ISSUER = 'LATIHAN'

/** The password of all practice accounts: nothing is behind it, and no other station takes it. */
export const PRACTICE_PASSPHRASE = 'latihan1'

/** Whether a station's folder is one of practice (latihan). */
export function isPractice(folder: string): boolean {
  return existsSync(join(folder, PRACTICE_MARK))
}

/**
 * Before a folder is opened: practice opens practice alone, and nothing else opens practice. @param exists whether a station is there.
 * PRACTICE-REAL, PRACTICE-ONLY.
 */
export function refuseMixing(folder: string, practice: boolean, exists: boolean): void {
  const marked = isPractice(folder)
  if (practice && exists && !marked) throw refuse('PRACTICE-REAL')
  if (!practice && marked) throw refuse('PRACTICE-ONLY')
}
