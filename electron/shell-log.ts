// Main process. What the shell and the core's standard error say, for a technician: userData/logs/shell.log, and the
// terminal while developing. Codes and file names; no resident's data passes here.
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'

const LIMIT_BYTES = 1024 * 1024
const LONGEST_LINE = 4000

/** @returns a function that adds a line; what was before the current file is kept as shell.old.log, and no more: however much is said, both stay small */
export function shellLog(folder: string, echo: boolean): (text: string) => void {
  const file = path.join(folder, 'shell.log')
  mkdirSync(folder, { recursive: true })
  let bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  return (text) => {
    if (bytes > LIMIT_BYTES) {
      renameSync(file, path.join(folder, 'shell.old.log'))
      bytes = 0
    }
    const line = `${new Date().toISOString()} ${text.slice(0, LONGEST_LINE)}\n`
    appendFileSync(file, line)
    bytes += Buffer.byteLength(line)
    if (echo) process.stderr.write(line)
  }
}
