import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { utf8 } from '../../lib/bytes.ts'
import { errnoOf, faultOfErrno, isFault } from '../../lib/fault.ts'
import { replaceDurably } from '../../lib/write-durably.ts'
import type { Ports } from '../ports.ts'
import { refuse } from '../refuse.ts'

/** Wrong tries that cost nothing: people mistype. */
export const FREE_TRIES = 5
const FIRST_WAIT = 30
const LONGEST_WAIT = 15 * 60

/** Seconds to wait after so many wrong tries in a row: none, then 30, doubling, at most a quarter of an hour. */
export function waitAfter(failures: number): number {
  return failures < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - FREE_TRIES))
}

/** Wrong tries of one account, and when the last one was by the machine's uptime: no clock that a person can set. */
interface Count {
  readonly failures: number
  readonly uptime: number
}

const countSchema = z.strictObject({ failures: z.int().min(0), uptime: z.number().min(0) })
const fileSchema = z.strictObject({ version: z.literal(1), accounts: z.record(z.string(), countSchema) })

/** Seconds still to wait. A machine that was restarted since counts from its start: restarting is no way around. */
export function secondsLeft({ failures, uptime }: Count, now: number): number {
  const since = now >= uptime ? now - uptime : now
  return Math.max(0, Math.ceil(waitAfter(failures) - since))
}

const NAME = 'tries.json'
/** What a wrong try ends with; whatever else goes wrong is no try. */
const WRONG = new Set(['ACCOUNT-WRONG-PASSPHRASE', 'ACCOUNT-WRONG-PIN'])

async function readCounts(keys: string, now: number): Promise<Map<string, Count>> {
  const path = join(keys, NAME)
  try {
    const file = fileSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    if (file.success) return new Map(Object.entries(file.data.accounts))
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return new Map()
    if (!(error instanceof SyntaxError)) throw faultOfErrno(error, 'read', path)
  }
  // A file that cannot be read counts as the longest wait for every account: damaging it must be no way around waiting.
  return new Map([['', { failures: Number.MAX_SAFE_INTEGER, uptime: now }]])
}

/**
 * Counts wrong passwords and PINs per account in `keys/tries.json`, so that guessing at the desk becomes slow and stays slow across restarts. It
 * keeps nobody else out: each account waits for itself.
 */
export class Tries {
  readonly #keys: string
  readonly #ports: Pick<Ports, 'uptime' | 'log'>
  #counts: Map<string, Count> | null = null

  constructor(keys: string, ports: Pick<Ports, 'uptime' | 'log'>) {
    this.#keys = keys
    this.#ports = ports
  }

  /**
   * Lets one guess happen. The try is on the disk before it is judged: pulling the plug in between is no way around. ACCOUNT-WAIT {seconds}, and what
   * the guess faults with.
   */
  async guess<T>(account: string, work: () => Promise<T>): Promise<T> {
    const now = this.#ports.uptime()
    const counts = (this.#counts ??= await readCounts(this.#keys, now))
    const before = counts.get(account) ?? counts.get('')
    const left = before ? secondsLeft(before, now) : 0
    if (left > 0) throw refuse('ACCOUNT-WAIT', { seconds: left })
    await this.#note(counts, account, { failures: Math.min((before?.failures ?? 0) + 1, 64), uptime: now })
    try {
      const result = await work()
      await this.#note(counts, account, undefined)
      return result
    } catch (error) {
      if (!isFault(error) || !WRONG.has(error.code)) await this.#note(counts, account, before)
      throw error
    }
  }

  /** Somebody has proven otherwise who they are: what was typed wrong before keeps that account out no longer. */
  async forget(account: string): Promise<void> {
    const counts = (this.#counts ??= await readCounts(this.#keys, this.#ports.uptime()))
    await this.#note(counts, account, undefined)
  }

  async #note(counts: Map<string, Count>, account: string, count: Count | undefined): Promise<void> {
    const was = counts.size
    if (count) counts.set(account, count)
    else {
      counts.delete(account)
      counts.delete('')
    }
    if (!count && was === 0) return
    const file = { version: 1, accounts: Object.fromEntries(counts) }
    try {
      await replaceDurably(join(this.#keys, NAME), utf8(`${JSON.stringify(file)}\n`))
    } catch (error) {
      // A full disk must not keep people out who could empty it: this process still counts.
      this.#ports.log.error('tries are not kept', { code: isFault(error) ? error.code : 'FILE-IO' })
    }
  }
}
