import { readdirSync, readFileSync } from 'node:fs'

/** The core process of the window over this station's folder. Linux alone. */
export function coreOf(station: string): number {
  const found = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .find((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(`process.mjs\0--station\0${station}`)
      } catch (error) {
        // A process that ended in between.
        if ((error as NodeJS.ErrnoException).code !== undefined) return false
        throw error
      }
    })
  if (found === undefined) throw new Error(`no core process runs for ${station}`)
  return Number(found)
}

/** The core of this station answers nothing until what is done here is over: its disk is slow beyond measure. */
export async function whileSlow(station: string, work: () => Promise<unknown>): Promise<void> {
  const core = coreOf(station)
  process.kill(core, 'SIGSTOP')
  try {
    await work()
  } finally {
    process.kill(core, 'SIGCONT')
  }
}
