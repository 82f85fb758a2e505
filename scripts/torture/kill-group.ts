import type { ChildProcess } from 'node:child_process'
import { errnoOf } from '../../src/lib/fault.ts'

/** Kills a child that was started `detached`, and all that it started. One that ended in this very moment is no fault. */
export function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if (errnoOf(error) !== 'ESRCH') throw error
  }
}
