import { buffer } from 'node:stream/consumers'
import type { Command } from 'commander'
import type { Lines } from '../../contract/sentences.ts'
import { refusalOf } from '../../contract/catalogue.ts'
import { isFault, type Params } from '../../lib/fault.ts'

export type Language = 'id' | 'en'

/** Options that every command knows. */
export interface Common {
  readonly json?: boolean
  readonly lang?: Language
}

/** Where a command writes: results on standard output, everything for people's eyes beside it on standard error. */
export interface Terminal {
  out(text: string): void
  err(text: string): void
  /** Resolves when the process is asked to stop: what runs until then ends in order. */
  stopped(): Promise<void>
  /** Everything on standard input. */
  input(): Promise<Uint8Array>
}

type Act = (terminal: Terminal, ...args: never[]) => Promise<number | void>

/** Adds a command to the program, or below another. */
export type AddCommand = (
  name: string,
  says: string,
  act: Act,
  options: (command: Command) => Command,
  of?: Command,
) => Command

export const processTerminal: Terminal = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
  stopped: () =>
    new Promise((stop) => {
      process.once('SIGTERM', () => stop())
      process.once('SIGINT', () => stop())
    }),
  input: () => buffer(process.stdin).then((bytes) => new Uint8Array(bytes)),
}

/** In which language a command speaks, of those that speak both. */
export function languageOf({ lang }: Common): Language {
  return lang ?? 'id'
}

/** Says a line of a result in one of the two languages. */
export type Say = (id: string, en: string) => string

export function sayIn(language: Language): Say {
  return (id, en) => (language === 'en' ? en : id)
}

/** Says lines in the language that a command was asked in. */
export function sayer(common: Common): Say {
  return sayIn(languageOf(common))
}

const FAILED = 1
export const USAGE = 2

/** Prints a result: one JSON object with --json, else the lines given. */
export function print(terminal: Terminal, common: Common, result: object, lines: readonly string[]): void {
  if (common.json) terminal.out(JSON.stringify(result))
  else for (const line of lines) terminal.out(line)
}

/**
 * Prints a refusal: code and three lines, and the same as one object with --json. Answers the exit code: 2 where the command line
 * lacked something, else 1.
 */
export function printRefusal(terminal: Terminal, common: Common, error: unknown): number {
  const [code, params]: [string, Params] = isFault(error) ? [error.code, error.params] : ['INTERNAL', {}]
  const refusal = refusalOf(code, params)
  const lines: Lines = refusal[languageOf(common)]
  // A code without words of its own is still told: the technician looks it up.
  const shown = refusal.code === code ? code : `${refusal.code}: ${code}`
  terminal.err(`${lines.what} (${shown})`)
  terminal.err(lines.safe)
  terminal.err(lines.todo)
  if (common.json) terminal.out(JSON.stringify({ refused: { ...refusal, code } }))
  if (!isFault(error) && process.env['REKAM_DEBUG'] === '1')
    terminal.err(String((error as Error).stack ?? error))
  return code.startsWith('CLI-') ? USAGE : FAILED
}
