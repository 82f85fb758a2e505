// `rekam devices simulate`: a person at the scanners, for practice and demos without devices.
import { parseArgs } from 'node:util'
import { SCANNER_FILES, writePerson } from './write-person.ts'

export const DEVICES_USAGE =
  'devices simulate --to FOLDER --person WORDS [--worn SLOT]... [--missing SLOT]... [--json]'

const USAGE = 2

export interface Output {
  out(line: string): void
  err(line: string): void
}

const processOutput: Output = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
}

function options(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        to: { type: 'string' },
        person: { type: 'string' },
        worn: { type: 'string', multiple: true },
        missing: { type: 'string', multiple: true },
        json: { type: 'boolean' },
      },
    })
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** Writes a simulated person's captures. Answers the exit code: 0 done, 1 failed, 2 wrong usage. */
export async function runDevices(args: readonly string[], output: Output = processOutput): Promise<number> {
  const parsed = options(args)
  const { to, person, worn = [], missing = [], json } = parsed?.values ?? {}
  const known = [...worn, ...missing].every((slot) => Object.hasOwn(SCANNER_FILES, slot))
  if (parsed?.positionals.join() !== 'devices,simulate' || !to || !person || !known) {
    output.err(`usage: ${DEVICES_USAGE}`)
    output.err(`slots: ${Object.keys(SCANNER_FILES).join(' ')}`)
    return USAGE
  }
  const slots = await writePerson(to, { person, worn, missing })
  output.out(json ? JSON.stringify({ folder: to, slots }) : `${slots.length}: ${to}`)
  return 0
}

if (import.meta.main) process.exitCode = await runDevices(process.argv.slice(2))
