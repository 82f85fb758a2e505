import { z } from 'zod'
import { hex } from '../../../lib/bytes.ts'
import { sha256 } from '../../../lib/hash.ts'
import type { Matcher } from '../../ports.ts'

const verdictSchema = z.object({ same: z.boolean().nullable() })
const ASK_MS = 2000

/** The matcher of tests and demos: the simulated scanner knows whose fingers it made up (devices/sbi.md). */
export function identityMatcher(control: string): Matcher {
  return {
    async compare(a, b) {
      const answer = await fetch(new URL('/admin/compare', control), {
        method: 'POST',
        body: JSON.stringify({ a: hex(sha256(a)), b: hex(sha256(b)) }),
        signal: AbortSignal.timeout(ASK_MS),
        redirect: 'error',
      })
      const { same } = verdictSchema.parse(await answer.json())
      return same === null ? null : same ? 'same' : 'different'
    },
  }
}
