import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Kind } from './machine.ts'

/** What the guest is asked for. */
export interface GuestJob {
  readonly kind: Kind
  readonly seed: string
  /** At most so many points of each kind. */
  readonly points: number
}

/** Lines that a guest says, one JSON each. */
export type GuestLine =
  | { readonly point: string; readonly wrong: readonly string[] }
  | { readonly note: string }
  | { readonly heard: string }

export interface GuestAnswer {
  readonly lines: readonly GuestLine[]
  /** Why it did not come to its end; undefined where it did. */
  readonly failed: string | undefined
}

function said(box: string, name: string): string {
  const path = join(box, name)
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

/** What a guest left in the folder that both sides see. @param console what else it printed, for the reason of a failure */
export function answerIn(box: string, console: string): GuestAnswer {
  const status = said(box, 'status').trim()
  const lines = said(box, 'out')
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as GuestLine)
  const tail = `${said(box, 'err').slice(-2000)} ${console.slice(-1000)}`
  const why = said(box, 'up') === '' ? 'the machine did not come up' : `ended with ${status || 'no word'}`
  return { lines, failed: status === '0' ? undefined : `${why}: ${tail}` }
}
