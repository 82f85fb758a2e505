import { type AnyProcedure, call } from '@orpc/server'
import type { z } from 'zod'
import { type Role, roleSchema } from '../../../contract/account.ts'
import { contract } from '../../../contract/contract.ts'
import { ANYONE, mayCall, permissionOf, type ProcedureName } from '../../../contract/permissions.ts'
import { NONE, readsOf } from '../../../contract/reads.ts'
import type { CoreContext, Desk } from '../../context.ts'
import { refuse } from '../../refuse.ts'
import { router } from '../../router.ts'
import { asRefusal } from '../../rpc.ts'
import { craft, type Pool } from './craft.ts'
import { type Dice, dice } from './dice.ts'
import { hostileValue } from './hostile.ts'
import { Memory } from './told.ts'

export interface Figures {
  calls: number
  answered: number
  refused: Map<string, number>
  /** Procedures that answered at least once. */
  reached: Set<string>
  slowest: { name: string; milliseconds: number }
  /** Milliseconds that each procedure took in all. */
  took: Map<string, number>
  /** What must not be, one line each. */
  wrong: string[]
}

interface Target {
  readonly name: string
  readonly procedure: AnyProcedure
  readonly schema: z.ZodType | undefined
}

/** The part of a contract's procedure that says what it takes. */
interface Shape {
  readonly '~orpc': { readonly inputSchema?: z.ZodType }
}

function targets(): Target[] {
  const rooms: Readonly<Record<string, object>> = router
  const shapes: Readonly<Record<string, Readonly<Record<string, Shape>>>> = contract
  return Object.entries(rooms).flatMap(([room, procedures]) =>
    Object.entries(procedures).map(([name, it]) => ({
      name: `${room}.${name}`,
      procedure: it as AnyProcedure,
      schema: shapes[room]?.[name]?.['~orpc'].inputSchema,
    })),
  )
}

export const allNames = (): string[] => targets().map(({ name }) => name)

/** The desk with somebody of a role at it, or with nobody. */
function deskAs(desk: Desk, role: Role | null): Desk {
  if (role === null)
    return {
      ...desk,
      station: () => {
        throw refuse('STATION-LOCKED')
      },
    }
  const station = { ...desk.station(), actor: { account: role, role } }
  return { ...desk, station: () => station }
}

/** These take a second and more: threads, drills, whole books. In one round of ten; else another has their turn. */
const SLOW = new Set([
  'account.renew',
  'backup.readAll',
  'board.printReport',
  'board.recap',
  'board.saveRecap',
  'enrolment.saveProof',
  'manual.saveBook',
  'manual.saveCard',
  'resident.previewImport',
  'restore.drill',
  'restore.planGain',
  'suket.save',
])
const SLOW_ROUND = 10

const HANG_MS = 300_000

async function ended(work: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error('HANGS')), HANG_MS)
  })
  try {
    const answer = await Promise.race([work, late])
    // A stream: the page that asked is gone again.
    if (answer && typeof answer === 'object' && Symbol.asyncIterator in answer)
      await (answer as AsyncGenerator).return?.(undefined)
    return answer
  } finally {
    clearTimeout(timer)
  }
}

const roomOf = (name: string) => name.slice(0, name.indexOf('.'))

function inputFor({ name, schema }: Target, roll: Dice, pool: Pool, memory: Memory): unknown {
  return schema && roll.chance(0.85) ? craft(schema, roll, pool, memory.of(roomOf(name))) : hostileValue(roll)
}

/** Says what a file says: this page takes the list of residents for a notice. A page in a window is given no file that nobody chose (decision 0186). */
const FILES_WORDS: ReadonlySet<string> = new Set(['outage.show'])

/** Whether an answer names a resident although the table says that nothing is read of any. */
function tellsResident(name: string, answer: unknown, whom: readonly string[]): boolean {
  if (readsOf(name) !== NONE || FILES_WORDS.has(name) || typeof answer !== 'object' || answer === null)
    return false
  const text = JSON.stringify(answer)
  return whom.some((one) => text.includes(one))
}

/** What may be answered to whom: nobody gets past the table, and whoever may is never told that they may not. */
function wrongPermission(name: string, role: Role | null, code: string): boolean {
  if (permissionOf(name) === ANYONE) return false
  if (role === null) return code !== 'STATION-LOCKED'
  return mayCall(role, name as ProcedureName) ? false : code !== 'ACCOUNT-ROLE'
}

/**
 * A hostile page: calls every procedure in turn with inputs made from its schema and from nothing, as each role and as nobody.
 * @param open answers the open desk, opened again if a call closed it
 */
export async function fuzz(options: {
  readonly seed: number
  readonly calls: number
  readonly pool: Pool
  /** Names and numbers of residents that lie at the station, and that the page can only be told. */
  readonly whom: readonly string[]
  /** Of whoever opens the desk again: the page never learns it, or it would close the station for good, as an administrator may. */
  readonly untold: readonly string[]
  open(): Promise<CoreContext>
  /** After each tenth of the calls. */
  tenth?(figures: Figures): void
}): Promise<Figures> {
  const roll = dice(options.seed)
  const all = targets()
  const quick = all.filter(({ name }) => !SLOW.has(name))
  const memory = new Memory(options.untold)
  const figures: Figures = {
    calls: 0,
    answered: 0,
    refused: new Map(),
    reached: new Set(),
    slowest: { name: '', milliseconds: 0 },
    took: new Map(),
    wrong: [],
  }
  for (let i = 0; i < options.calls; i++) {
    const inTurn = all[i % all.length]!
    const spared = SLOW.has(inTurn.name) && Math.floor(i / all.length) % SLOW_ROUND > 0
    const target = spared ? roll.pick(quick) : inTurn
    const role = roll.chance(0.15) ? null : roll.chance(0.5) ? 'penyelia' : roll.pick(roleSchema.options)
    const { desk } = await options.open()
    const input = inputFor(target, roll, options.pool, memory)
    const started = performance.now()
    let code = 'answered'
    try {
      const answer = await ended(call(target.procedure, input, { context: { desk: deskAs(desk, role) } }))
      figures.answered++
      figures.reached.add(target.name)
      memory.hear(roomOf(target.name), answer)
      if (tellsResident(target.name, answer, options.whom))
        figures.wrong.push(`call ${i}, ${target.name}: names a resident, and says that it reads none`)
    } catch (error) {
      const refusal = asRefusal(error).data
      code = refusal.code
      if (code === 'INTERNAL')
        figures.wrong.push(
          `call ${i}, ${target.name}: ${String((error as Error).stack ?? error).slice(0, 600)}`,
        )
      figures.refused.set(code, (figures.refused.get(code) ?? 0) + 1)
    }
    if (wrongPermission(target.name, role, code))
      figures.wrong.push(`call ${i}, ${target.name} as ${role ?? 'nobody'}: ${code}`)
    const milliseconds = performance.now() - started
    if (milliseconds > figures.slowest.milliseconds) figures.slowest = { name: target.name, milliseconds }
    figures.took.set(target.name, (figures.took.get(target.name) ?? 0) + milliseconds)
    figures.calls++
    if (figures.calls % Math.ceil(options.calls / 10) === 0) options.tenth?.(figures)
  }
  return figures
}
