import { execFile } from 'node:child_process'
import { refuse } from '../../refuse.ts'

export interface Ran {
  readonly ok: boolean
  readonly out: string
  readonly err: string
}

/** Runs one program of the system; a program that ends with an error is an answer, one that is not there or hangs is PRINTER-SYSTEM. */
export type Run = (program: string, args: readonly string[], input?: Uint8Array) => Promise<Ran>

const TIMEOUT_MS = 30_000

/** @param env added to this process's environment */
export function runWith(env: Readonly<Record<string, string>>): Run {
  return (program, args, input) =>
    new Promise((resolve, reject) => {
      const options = {
        env: { ...process.env, ...env },
        timeout: TIMEOUT_MS,
        maxBuffer: 8 << 20,
        windowsHide: true,
      }
      const child = execFile(program, [...args], options, (error, out, err) => {
        if (error && (typeof error.code === 'string' || error.killed))
          reject(refuse('PRINTER-SYSTEM', {}, error))
        else resolve({ ok: !error, out, err })
      })
      // A program that ends without reading what it is given is judged by its exit, not by the broken pipe.
      child.stdin?.on('error', () => undefined)
      child.stdin?.end(input ?? '')
    })
}
