import { parseArgs, type ParseArgsConfig } from 'node:util'
import { dirname, resolve } from 'node:path'
import { isFault } from '../lib/fault.ts'
import { type Intake, intake } from './intake.ts'
import { isSiteCode, openSite, siteCodeIn } from './open-site.ts'
import { listen } from './server.ts'
import type { Refusing } from './site.ts'

/** Where a command writes, and what tells it to end. Tests bring their own. */
export interface Terminal {
  out(line: string): void
  err(line: string): void
  /** Resolves when the process is asked to stop. */
  stopped(): Promise<void>
}

export const DATACENTER_USAGE = 'datacenter --site mmu|batam --dir DIR --port N [--refuse uploads|all]'
export const INTAKE_USAGE = 'intake --bag FOLDER --site DIR [--out FOLDER] [--json]'

/** A mistake in the arguments: exit code 2. */
const USAGE = 2

function usage(terminal: Terminal, forms: string): number {
  terminal.err(`usage: ${forms}`)
  return USAGE
}

function failed(terminal: Terminal, error: unknown): number {
  if (!isFault(error)) throw error
  terminal.err(error.message)
  return 1
}

/** Options as `parseArgs` reads them; undefined for what it refuses. */
function optionsOf(args: readonly string[], names: readonly string[], flags: readonly string[] = []) {
  const options: NonNullable<ParseArgsConfig['options']> = Object.fromEntries([
    ...names.map((name) => [name, { type: 'string' }] as const),
    ...flags.map((name) => [name, { type: 'boolean' }] as const),
  ])
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false })
    return new Map<string, unknown>(Object.entries(values))
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

function given(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

const isRefusing = (how: string): how is Refusing => ['none', 'uploads', 'all'].includes(how)

/** Serves a site until it is told to stop. Answers the exit code: 0, 1 for a fault, 2 for wrong arguments. */
export async function runDatacenter(args: readonly string[], terminal = processTerminal()): Promise<number> {
  const values = optionsOf(args, ['site', 'dir', 'port', 'refuse'])
  const [code, dir, refusing] = [
    given(values?.get('site')),
    given(values?.get('dir')),
    given(values?.get('refuse')) ?? 'none',
  ]
  const port = Number(given(values?.get('port')) ?? Number.NaN)
  if (
    !isSiteCode(code) ||
    !dir ||
    !isRefusing(refusing) ||
    !Number.isInteger(port) ||
    port < 0 ||
    port > 65_535
  ) {
    return usage(terminal, DATACENTER_USAGE)
  }
  try {
    const site = await openSite(resolve(dir), code, { refusing })
    try {
      const listening = await listen(site, port, {
        trouble: (what) => terminal.err(`datacenter ${code}: ${what}`),
      })
      terminal.out(`datacenter ${code} listening on ${listening.url}`)
      await terminal.stopped()
      await listening.close()
    } finally {
      await site.close()
    }
    return 0
  } catch (error) {
    return failed(terminal, error)
  }
}

function printed({ bag, station, sequence, received, refused, answer }: Intake): string[] {
  return [
    `bag ${sequence} of ${station} (${bag}): ${received} received, ${refused.length} refused`,
    ...refused.map(({ path, code }) => `refused ${code} ${path}`),
    ...(answer === null ? [] : [`answer ${answer}`]),
  ]
}

/**
 * Takes a bag at a site and writes the answer bag beside it, or into --out. Answers the exit code: 0 when every packet was received, 1
 * when the bag or a part of it was refused, 2 for wrong arguments.
 */
export async function runIntake(args: readonly string[], terminal = processTerminal()): Promise<number> {
  const values = optionsOf(args, ['bag', 'site', 'out'], ['json'])
  const [bag, dir] = [given(values?.get('bag')), given(values?.get('site'))]
  if (!bag || !dir) return usage(terminal, INTAKE_USAGE)
  const folder = resolve(bag)
  const out = resolve(given(values?.get('out')) ?? dirname(folder))
  try {
    const site = await openSite(resolve(dir), await siteCodeIn(resolve(dir)))
    try {
      const result = await intake(site, folder, out)
      for (const line of values?.get('json') ? [JSON.stringify(result)] : printed(result)) terminal.out(line)
      return result.refused.length === 0 ? 0 : 1
    } finally {
      await site.close()
    }
  } catch (error) {
    if (values?.get('json') && isFault(error)) {
      terminal.out(JSON.stringify({ code: error.code, params: error.params }))
      return 1
    }
    return failed(terminal, error)
  }
}

/** This process's own streams; SIGTERM and SIGINT ask it to stop. */
export function processTerminal(): Terminal {
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    stopped: () =>
      new Promise((stop) => {
        process.once('SIGTERM', stop)
        process.once('SIGINT', stop)
      }),
  }
}

if (import.meta.main) {
  const [command, ...args] = process.argv.slice(2)
  const run = { datacenter: runDatacenter, intake: runIntake }[command ?? '']
  process.exitCode = run
    ? await run(args)
    : usage(processTerminal(), `${DATACENTER_USAGE}\n       ${INTAKE_USAGE}`)
}
