import { readFileSync } from 'node:fs'

/**
 * A golden file of a format: `golden('packet', 'x.rkp')`. They were written once by make-golden.ts and lie in git for ever: every
 * later version of the program must read them, and where a format is deterministic write the same bytes again.
 */
export function golden(format: string, name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../${format}/golden/${name}`, import.meta.url)))
}
