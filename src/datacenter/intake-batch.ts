import { isFault } from '../lib/fault.ts'
import type { Intake } from './intake.ts'
import { type HandedIn, registerArrival, takeArrival } from './intake-arrivals.ts'
import type { Site } from './site.ts'

/** What came of one of several bags. */
export type Handled =
  | { readonly folder: string; readonly taken: Intake }
  | { readonly folder: string; readonly refused: string; readonly answer: string | null }

/** Bags checked at once: reading is the disk's, hashing a core's. */
const PARALLEL = 4

/**
 * Takes several bags of one delivery: each is registered before any is looked at, then they are checked side by side. A bag that is refused
 * stops no other; a fault of this site's own (a full disk) stops the batch. Answers in the order of `folders`.
 */
export async function intakeAll(
  site: Site,
  folders: readonly string[],
  out: (folder: string) => string,
  said: HandedIn,
): Promise<Handled[]> {
  const ids: string[] = []
  for (const _ of folders) ids.push(await registerArrival(site, said))
  const results: Handled[] = []
  let next = 0
  const work = async () => {
    for (let n = next++; n < folders.length; n = next++) {
      const folder = folders[n]!
      try {
        results[n] = { folder, taken: await takeArrival(site, ids[n]!, folder, out(folder)) }
      } catch (error) {
        if (!isFault(error) || !/^(?:BAG|FILE|FORMAT)-/.test(error.code)) throw error
        const { answer = null } = error.params
        results[n] = { folder, refused: error.code, answer: answer === null ? null : String(answer) }
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(PARALLEL, folders.length) }, work))
  return results
}
