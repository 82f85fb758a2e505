import { parseArgs, type ParseArgsConfig } from 'node:util'
import { dirname, resolve } from 'node:path'
import { isFault } from '../lib/fault.ts'
import { DECIDE_USAGE, runDecide } from './deciding/cli.ts'
import { declareDead } from './declare.ts'
import { atPost } from './forward-desk.ts'
import type { Intake } from './intake.ts'
import { type HandedIn, registerArrival, takeArrival } from './intake-arrivals.ts'
import { faultLines } from './desk/words.ts'
import { atDesk, type DeskTask } from './intake-desk.ts'
import { isSiteCode } from './open-site.ts'
import { serve, switchesOf, type Terminal } from './serve.ts'
import { openSiteAt } from './site-at.ts'
import { REPORT_USAGE, runReport } from './stations/cli.ts'

export const DATACENTER_USAGE =
  'datacenter --site mmu|batam --dir DIR --port N [--host ADDRESS] [--refuse uploads|all] [--switch NAME=VALUE ...] ' +
  '[--peer URL [--peer-ca FILE]] [--database URL] [--desk PORT]'
export const INTAKE_USAGE =
  'intake --bag FOLDER | --batch FOLDER | --register | --missing | --explain STATION | --reply DINAS | --profile FILE --site DIR [--database URL] [--out FOLDER] [--arrival ID] ' +
  '[--courier NAME] [--medium WORDS] [--slip NUMBER] [--epoch ID] [--numbers N,N] [--parts] [--reason WORDS] [--person NAME] [--json]'

export const FORWARD_USAGE =
  'forward --list | --out FOLDER | --answer FOLDER | --receipts FOLDER --site DIR [--database URL] [--json]'
export const DECLARE_USAGE = 'declare-dead --site DIR [--database URL] --dead mmu|batam --reason WORDS'

/** A mistake in the arguments: exit code 2. */
const USAGE = 2

function usage(terminal: Terminal, forms: string): number {
  terminal.err(`usage: ${forms}`)
  return USAGE
}

function failed(terminal: Terminal, error: unknown): number {
  if (!isFault(error)) throw error
  for (const line of faultLines(error)) terminal.err(line)
  return 1
}

/** Options as `parseArgs` reads them; undefined for what it refuses. */
function optionsOf(
  args: readonly string[],
  names: readonly string[],
  flags: readonly string[] = [],
  repeated: readonly string[] = [],
) {
  const options: NonNullable<ParseArgsConfig['options']> = Object.fromEntries([
    ...names.map((name) => [name, { type: 'string' }] as const),
    ...flags.map((name) => [name, { type: 'boolean' }] as const),
    ...repeated.map((name) => [name, { type: 'string', multiple: true }] as const),
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

function portOf(said: string | undefined): number | undefined {
  return said !== undefined && /^\d{1,5}$/.test(said) && Number(said) <= 65_535 ? Number(said) : undefined
}

/** Serves a site until it is told to stop. Answers the exit code: 0, 1 for a fault, 2 for wrong arguments. */
export async function runDatacenter(args: readonly string[], terminal = processTerminal()): Promise<number> {
  const names = ['site', 'dir', 'port', 'host', 'refuse', 'peer', 'peer-ca', 'database', 'desk']
  const values = optionsOf(args, names, [], ['switch'])
  const said = (name: string) => given(values?.get(name))
  const [code, dir] = [said('site'), said('dir')]
  const port = portOf(said('port'))
  const desk = portOf(said('desk'))
  const thrown = values?.get('switch') ?? []
  const switches = switchesOf([
    ...(Array.isArray(thrown) ? thrown.map(String) : []),
    ...(said('refuse') === undefined ? [] : [`refusing=${said('refuse')}`]),
  ])
  if (
    !isSiteCode(code) ||
    !dir ||
    !switches ||
    port === undefined ||
    (said('desk') !== undefined && desk === undefined)
  ) {
    return usage(terminal, DATACENTER_USAGE)
  }
  try {
    const place = { code, dir: resolve(dir), port, host: said('host'), desk }
    const more = { peer: said('peer'), peerCa: said('peer-ca'), database: said('database') }
    await serve({ ...place, ...more }, switches, terminal)
    return 0
  } catch (error) {
    return failed(terminal, error)
  }
}

function printed({ bag, station, sequence, received, refused, orders, answer }: Intake): string[] {
  return [
    `bag ${sequence} of ${station} (${bag}): ${received} received, ${refused.length} refused`,
    ...(orders > 0 ? [`${orders} print orders and results`] : []),
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
  const station = given(values.get('explain'))
  if (station !== undefined) {
    const [epoch, numbers, reason, person] = ['epoch', 'numbers', 'reason', 'person'].map(
      (name) => given(values.get(name)) ?? '',
    )
    const parts = values.get('parts') === true
    return {
      task: 'explain',
      said: { station, epoch: epoch!, numbers: numbers!, parts, reason: reason!, person: person! },
    }
  }
  const profile = given(values.get('profile'))
  if (profile !== undefined) return { task: 'profile', file: resolve(profile) }
  if (values.get('missing')) return { task: 'missing' }
  return reply === undefined ? undefined : { task: 'reply', dinas: reply }
}

/**
 * Takes a bag at a site and writes the answer bag beside it, or into --out. Answers the exit code: 0 when every packet was received, 1
 * when the bag or a part of it was refused, 2 for wrong arguments.
 */
export async function runIntake(args: readonly string[], terminal = processTerminal()): Promise<number> {
  const names = [
    'bag',
    'site',
    'database',
    'out',
    'batch',
    'reply',
    'profile',
    'arrival',
    'courier',
    'medium',
    'slip',
  ]
  const gap = ['explain', 'epoch', 'numbers', 'reason', 'person']
  const values = optionsOf(args, [...names, ...gap], ['json', 'register', 'missing', 'parts'])
  const [bag, dir] = [given(values?.get('bag')), given(values?.get('site'))]
  const task = values && deskTask(values)
  if (!dir || (bag === undefined) === (task === undefined)) return usage(terminal, INTAKE_USAGE)
  try {
    const site = await openSiteAt(dir, given(values?.get('database')))
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
    const code = failed(terminal, error)
    // It says to its station that nothing of the bag was taken.
    if (isFault(error) && error.params['answer'] !== undefined)
      terminal.out(`answer ${error.params['answer']}`)
    return code
  }
}

/**
 * What a collecting post does with what it holds: tells what the centre has not answered, writes it out as a bag, reads the centre's answer,
 * writes bags of receipts for its stations. Exit code 1 when it is refused, or a receipt of an answer is.
 */
export async function runForward(args: readonly string[], terminal = processTerminal()): Promise<number> {
  const values = optionsOf(args, ['site', 'database', 'out', 'answer', 'receipts'], ['list', 'json'])
  const dir = given(values?.get('site'))
  const [out, answer, receipts] = ['out', 'answer', 'receipts'].map((name) => given(values?.get(name)))
  const asked = [out, answer, receipts, values?.get('list')].filter((one) => one !== undefined)
  if (!dir || asked.length !== 1) return usage(terminal, FORWARD_USAGE)
  try {
    const site = await openSiteAt(dir, given(values?.get('database')))
    try {
      const { json, lines, code } = await atPost(site, {
        out: out && resolve(out),
        answer: answer && resolve(answer),
        receipts: receipts && resolve(receipts),
      })
      for (const line of values?.get('json') ? [JSON.stringify(json)] : lines) terminal.out(line)
      return code
    } finally {
      await site.close()
    }
  } catch (error) {
    return failed(terminal, error)
  }
}

/**
 * A person's written word that the other site is gone (`declare.ts`): the site of this folder takes over print rights and penunggalan.
 * Works beside a site that serves. Exit code 1 when it is refused.
 */
export async function runDeclareDead(args: readonly string[], terminal = processTerminal()): Promise<number> {
  const values = optionsOf(args, ['site', 'database', 'dead', 'reason'])
  const [dir, dead, reason] = ['site', 'dead', 'reason'].map((name) => given(values?.get(name)))
  if (!dir || !dead || !reason) return usage(terminal, DECLARE_USAGE)
  try {
    const site = await openSiteAt(dir, given(values?.get('database')))
    try {
      const { term } = await declareDead(site, dead, reason)
      terminal.out(`site ${dead} is declared dead by ${site.code}: term ${term}`)
      return 0
    } finally {
      await site.close()
    }
  } catch (error) {
    return failed(terminal, error)
  }
}

/** This process's own streams; SIGTERM, SIGINT and SIGHUP ask it to stop. */
export function processTerminal(): Terminal {
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    stopped: () =>
      new Promise((stop) => {
        process.once('SIGTERM', stop)
        process.once('SIGINT', stop)
        // Its window is closed.
        process.once('SIGHUP', stop)
      }),
  }
}

if (import.meta.main) {
  const [command, ...args] = process.argv.slice(2)
  const run = {
    datacenter: runDatacenter,
    intake: runIntake,
    forward: runForward,
    'declare-dead': runDeclareDead,
    decide: (rest: readonly string[]) => runDecide(rest, processTerminal()),
    report: (rest: readonly string[]) => runReport(rest, processTerminal()),
  }[command ?? '']
  process.exitCode = run
    ? await run(args)
    : usage(
        processTerminal(),
        `${DATACENTER_USAGE}\n       ${INTAKE_USAGE}\n       ${FORWARD_USAGE}\n       ${DECLARE_USAGE}\n       ${DECIDE_USAGE}\n       ${REPORT_USAGE}`,
      )
}
