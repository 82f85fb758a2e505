import { BIODATA_BLOCKS } from '../../contract/biodata-notices.ts'
import type { NikProblem } from '../../contract/nik.ts'
import type { Fault } from '../../lib/fault.ts'
import { refuse } from '../refuse.ts'

/** NIK-INVALID in the words of the problem. */
export function nikInvalid(problem: NikProblem): Fault {
  const { id, en } = BIODATA_BLOCKS[problem]
  return refuse('NIK-INVALID', { problem, why: id.replace(/\.$/, ''), whyEn: en.replace(/\.$/, '') })
}
