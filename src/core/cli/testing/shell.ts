import { run } from '../../cli.ts'
import type { Terminal } from '../terminal.ts'

/** What a command wrote and how it ended. */
export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
  /** The one JSON object on standard output; fails where there is anything else. */
  json<T = Record<string, unknown>>(): T
}

/** Runs one command line in this process, as `scripts/rekam` does in its own. */
export function rekam(...args: readonly string[]): Promise<Ran> {
  return rekamWith(new Uint8Array(), ...args)
}

/** The same with something on standard input. */
export async function rekamWith(input: Uint8Array, ...args: readonly string[]): Promise<Ran> {
  const out: string[] = []
  const err: string[] = []
  const terminal: Terminal = {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    stopped: async () => {},
    input: async () => input,
  }
  const code = await run(args, terminal)
  const written = out.join('\n')
  return { code, out: written, err: err.join('\n'), json: <T>() => JSON.parse(written) as T }
}
