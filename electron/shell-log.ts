// Main process. What the shell and the core's standard error say, for a technician: userData/logs/shell.log, and the
// terminal while developing. Codes and file names; no resident's data passes here.
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'

const LIMIT_BYTES = 1024 * 1024

/** @returns a function that adds a line; the file before the current one is kept as shell.old.log */
export function shellLog(folder: string, echo: boolean): (text: string) => void {
  const file = path.join(folder, 'shell.log')
  mkdirSync(folder, { recursive: true })
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LIMIT_BYTES) {
    renameSync(file, path.join(folder, 'shell.old.log'))
  }
  return (text) => {
    const line = `${new Date().toISOString()} ${text}\n`
    appendFileSync(file, line)
    if (echo) process.stderr.write(line)
  }
}
