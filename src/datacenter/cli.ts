import { parseArgs, type ParseArgsConfig } from 'node:util'
import { dirname, resolve } from 'node:path'
import { isFault } from '../lib/fault.ts'
import { troubleOf } from './answers.ts'
import type { Intake } from './intake.ts'
import { type HandedIn, registerArrival, takeArrival } from './intake-arrivals.ts'
import { atDesk, type DeskTask } from './intake-desk.ts'
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
export const INTAKE_USAGE =
  'intake --bag FOLDER | --batch FOLDER | --register | --missing | --reply DINAS --site DIR [--out FOLDER] [--arrival ID] ' +
  '[--courier NAME] [--medium WORDS] [--slip NUMBER] [--json]'

/** How often penunggalan looks at what is due, while the site serves. */
const LOOK_MS = 5000

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
      // One look at a time: the next begins when the last has ended.
      let looking: Promise<unknown> = Promise.resolve()
      const looks = setInterval(() => {
        looking = looking
          .then(() => site.work())
          .catch((error: unknown) => terminal.err(`datacenter ${code}: ${troubleOf(error)}`))
      }, LOOK_MS)
      await terminal.stopped()
      clearInterval(looks)
      await looking
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

/** Who brought what; where nobody said, that is what stands there. */
function handedIn(values: ReadonlyMap<string, unknown> | undefined): HandedIn {
  const said = (name: string) => given(values?.get(name)) ?? '-'
  return { courier: said('courier'), medium: said('medium'), slip: said('slip') }
}

/** The one task besides a single bag; undefined for none. */
function deskTask(values: ReadonlyMap<string, unknown>): DeskTask | undefined {
  const [batch, reply, out] = [
    given(values.get('batch')),
    given(values.get('reply')),
    given(values.get('out')),
  ]
  if (values.get('register')) return { task: 'register', said: handedIn(values) }
  if (batch !== undefined) {
    return { task: 'batch', folder: resolve(batch), out: out && resolve(out), said: handedIn(values) }
  }
  if (values.get('missing')) return { task: 'missing' }
  return reply === undefined ? undefined : { task: 'reply', dinas: reply }
}

/**
 * Takes a bag at a site and writes the answer bag beside it, or into --out. Answers the exit code: 0 when every packet was received, 1
 * when the bag or a part of it was refused, 2 for wrong arguments.
 */
export async function runIntake(args: readonly string[], terminal = processTerminal()): Promise<number> {
  const names = ['bag', 'site', 'out', 'batch', 'reply', 'arrival', 'courier', 'medium', 'slip']
  const values = optionsOf(args, names, ['json', 'register', 'missing'])
  const [bag, dir] = [given(values?.get('bag')), given(values?.get('site'))]
  const task = values && deskTask(values)
  if (!dir || (bag === undefined) === (task === undefined)) return usage(terminal, INTAKE_USAGE)
  try {
    const site = await openSite(resolve(dir), await siteCodeIn(resolve(dir)))
    try {
      if (task) {
        const { json, lines, code } = await atDesk(site, task)
        for (const line of values?.get('json') ? [JSON.stringify(json)] : lines) terminal.out(line)
        return code
      }
      const folder = resolve(bag ?? '')
      const arrival = given(values?.get('arrival')) ?? (await registerArrival(site, handedIn(values)))
      const out = resolve(given(values?.get('out')) ?? dirname(folder))
      const result = await takeArrival(site, arrival, folder, out)
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
