import type { Signed } from '../../formats/trust/comment.ts'

/** What opens a station's state: one of them is enough. */
export interface Secrets {
  readonly passphrase: string | null
  /** `AGE-SECRET-KEY-1...` of the Dinas' recovery. */
  readonly identity: string | null
  /** State identity of the living station that asks: its own disks open by it. */
  readonly own?: string | undefined
}

/** Where to restore from; plain data, so that it can cross to a thread. */
export interface Sources {
  readonly disks: readonly string[]
  /** Folder of a dead PC's station. */
  readonly drive: string | null
  /** Texts of the residents' papers. */
  readonly papers: readonly string[]
  /** Text of the root's `.pub` file. */
  readonly root: string
  readonly certificates: readonly Signed[]
  readonly station: string | null
  readonly secrets: Secrets
  /** Whether the plan names every sound packet. */
  readonly list: boolean
}

export interface Damage {
  readonly path: string
  readonly why: string
}

export type OnProgress = (progress: {
  phase: string
  done: number
  total: number
  bytes?: number
  bytesPerSecond?: number
  secondsLeft?: number
}) => void
