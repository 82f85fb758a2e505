import type { Signed } from '../../formats/trust/comment.ts'

/** What opens a station's state: one of the two, or both. */
export interface Secrets {
  readonly passphrase: string | null
  /** `AGE-SECRET-KEY-1...` of the Dinas' recovery. */
  readonly identity: string | null
}

/** Where to restore from; plain data, so that it can cross to a thread. */
export interface Sources {
  readonly disks: readonly string[]
  /** Text of the root's `.pub` file. */
  readonly root: string
  readonly certificates: readonly Signed[]
  readonly station: string | null
  readonly secrets: Secrets
}

export interface Damage {
  readonly path: string
  readonly why: string
}

export type OnProgress = (progress: { phase: string; done: number; total: number }) => void
