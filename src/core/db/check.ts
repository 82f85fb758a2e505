import { startThread } from '../../lib/thread.ts'

export type CheckDepth = 'quick' | 'full'

export interface CheckInput {
  readonly path: string
  readonly key: Uint8Array
  readonly depth: CheckDepth
}

/** A check that runs. */
export interface RunningCheck {
  /** What is wrong, empty when sound; null when it was stopped before its end. */
  readonly problems: Promise<string[] | null>
  stop(): Promise<void>
}

/**
 * Checks the store in a thread of its own: `quick` reads every page, `full` holds indices against tables too. A store that cannot
 * even be read has a problem.
 */
export function startCheck(input: CheckInput): RunningCheck {
  const thread = startThread(new URL('./check.worker.ts', import.meta.url))
  let stopped = false
  const run = async () => {
    try {
      return await thread.run<string[]>('check', input)
    } catch (error) {
      if (stopped) return null
      throw error
    } finally {
      await thread.close()
    }
  }
  return {
    problems: run(),
    stop: async () => {
      stopped = true
      await thread.close()
    },
  }
}
