// `rekam devices simulate`: a person at the scanners as image files. `rekam devices sbi`: scanners that speak SBI (sbi.md).
import { parseArgs } from 'node:util'
import { runSbi } from './sbi/run.ts'
import { SCANNER_FILES, writePerson } from './write-person.ts'

export const DEVICES_USAGE =
  'devices simulate --to FOLDER --person WORDS [--worn SLOT]... [--missing SLOT]... [--json]'
const SBI_USAGE = 'devices sbi [--port N] [--control N] [--keys DIR] [--json]'

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
        port: { type: 'string' },
        control: { type: 'string' },
        keys: { type: 'string' },
        json: { type: 'boolean' },
      },
    })
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** Answers the exit code: 0 done, 1 failed, 2 wrong usage. `ended` is when a service is to end: by default at SIGINT or SIGTERM. */
export async function runDevices(
  args: readonly string[],
  output: Output = processOutput,
  ended: () => Promise<unknown> = signalled,
): Promise<number> {
  const parsed = options(args)
  if (parsed?.positionals.join() === 'devices,sbi') return serveSbi(parsed.values, output, ended)
  const { to, person, worn = [], missing = [], json } = parsed?.values ?? {}
  const known = [...worn, ...missing].every((slot) => Object.hasOwn(SCANNER_FILES, slot))
  if (parsed?.positionals.join() !== 'devices,simulate' || !to || !person || !known) {
    output.err(`usage: ${DEVICES_USAGE}`)
    output.err(`       ${SBI_USAGE}`)
    output.err(`slots: ${Object.keys(SCANNER_FILES).join(' ')}`)
    return USAGE
  }
  const slots = await writePerson(to, { person, worn, missing })
  output.out(json ? JSON.stringify({ folder: to, slots }) : `${slots.length}: ${to}`)
  return 0
}

function signalled(): Promise<unknown> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve)
  })
}

const numberOf = (word: string | undefined) => (word === undefined ? undefined : Number(word))
const isPort = (port: number | undefined) =>
  port === undefined || (Number.isInteger(port) && port >= 0 && port < 65_536)

async function serveSbi(
  values: { port?: string; control?: string; keys?: string; json?: boolean },
  output: Output,
  ended: () => Promise<unknown>,
): Promise<number> {
  const [port, control] = [numberOf(values.port), numberOf(values.control)]
  if (!isPort(port) || !isPort(control)) {
    output.err(`usage: ${SBI_USAGE}`)
    return USAGE
  }
  await using running = await runSbi({ port, control, keys: values.keys })
  const facts = { port: running.service.port, control: running.control }
  output.out(
    values.json ? JSON.stringify(facts) : `SBI 127.0.0.1:${facts.port}, control 127.0.0.1:${facts.control}`,
  )
  await ended()
  return 0
}

if (import.meta.main) process.exitCode = await runDevices(process.argv.slice(2))
