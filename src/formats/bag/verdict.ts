import type { BagProblem, CheckedBag } from './check.ts'
import { PAYLOAD } from './plan.ts'

/** What may be wrong with one file of the payload while the others are sound. */
const OF_ONE_FILE = new Set(['BAG-DAMAGED', 'BAG-MISSING', 'BAG-UNLISTED'])

function isOfOneFile({ code, path }: BagProblem): boolean {
  return OF_ONE_FILE.has(code) && path !== undefined && path.startsWith(PAYLOAD)
}

/**
 * The problem for which nothing of a bag is taken, or undefined. A damaged, missing or foreign file of the payload holds nobody else
 * up, and makes the total wrong by itself; anything else is a bag that nobody ought to have made.
 */
export function fatalProblem({ problems }: CheckedBag): BagProblem | undefined {
  const partial = problems.some(isOfOneFile)
  return problems.find((problem) => !isOfOneFile(problem) && !(partial && problem.code === 'BAG-OXUM'))
}
