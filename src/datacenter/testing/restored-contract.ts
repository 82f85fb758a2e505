import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { PrintPaper } from '../../formats/print/paper.ts'
import { utf8 } from '../../lib/bytes.ts'
import { papersAfter, putPaper } from '../printing/papers.ts'
import { decisionsAfter, nextDecision, putDecision } from '../registry/decisions.ts'
import { heardUpTo } from '../registry/position.ts'
import { putReport, reportsFor } from '../registry/reports.ts'
import { putSetting, setting } from '../registry/settings.ts'
import type { Sql, SqlValue } from '../store/sql.ts'
import type { Ground } from './store-contract.ts'

const TABLES = ['report', 'print_paper', 'decision', 'setting'] as const
type Backup = ReadonlyMap<string, Record<string, SqlValue>[]>

async function backupOf(sql: Sql): Promise<Backup> {
  const rows = new Map<string, Record<string, SqlValue>[]>()
  for (const table of TABLES) rows.set(table, await sql.all(`SELECT * FROM ${table}`))
  return rows
}

function restore(sql: Sql, backup: Backup): Promise<void> {
  return sql.transaction(async (tx) => {
    for (const table of TABLES) {
      await tx.run(`DELETE FROM ${table}`)
      for (const row of backup.get(table) ?? []) {
        const names = Object.keys(row)
        const sqlText = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`
        await tx.run(sqlText, Object.values(row))
      }
    }
  })
}

/** Something is said in each of the three ways; a text says what. */
async function say(sql: Sql, what: string, serial: number, now: Date): Promise<void> {
  const at = now.toISOString()
  await sql.transaction(async (tx) => {
    const of = { site: 'mmu', serial, packet: what, sha256: '', attempt: 1, grade: 'central' }
    const said = { verdict: 'RECEIVED_AT_CENTRAL', at, term: 0, station: 'S', bytes: what, signature: what }
    await putReport(tx, { ...of, ...said }, now)
    const paper = { kind: 'transfer', site: 'mmu', fence: serial, packet: what } as PrintPaper
    await putPaper(tx, paper, { bytes: utf8(what), signature: what }, now)
    await putDecision(
      tx,
      {
        site: 'mmu',
        number: await nextDecision(tx, now),
        packet: what,
        attempt: 1,
        came_from: 'ADJUDICATE_RECORD',
        decided: 'PRINT_READY_RECORD',
        reason: what,
        person: 'Contoh Petugas',
        at,
        others: '',
      },
      now,
    )
  })
}

/** Whoever hears the site with cursors: a station, or the other site, which keeps its decisions and tells them back. */
class Hearer {
  readonly #kept: Sql
  readonly heard = { reports: new Set<string>(), papers: new Set<string>(), decisions: new Set<string>() }
  #cursors = { reports: 0, papers: 0, decisions: 0 }

  constructor(kept: Sql) {
    this.#kept = kept
  }

  /** One page of each. Answers whether any of the cursors moved. */
  async ask(sql: Sql, page: number, now: Date): Promise<boolean> {
    const { reports, papers, decisions } = this.#cursors
    const told = await reportsFor(sql, 'S', await heardUpTo(sql, 'reports', reports), page)
    for (const { packet } of told) this.heard.reports.add(packet)
    const carried = await papersAfter(sql, await heardUpTo(sql, 'papers', papers), page)
    for (const { signature } of carried.papers) this.heard.papers.add(signature)
    const decided = await decisionsAfter(sql, await heardUpTo(sql, 'decisions', decisions), page)
    for (const { reason } of decided) this.heard.decisions.add(reason)
    await this.#kept.transaction(async (tx) => {
      for (const one of decided) await putDecision(tx, one, now)
    })
    this.#cursors = {
      reports: told.at(-1)?.position ?? reports,
      papers: carried.next,
      decisions: decided.at(-1)?.position ?? decisions,
    }
    return told.length + carried.papers.length + decided.length > 0
  }

  /** The site asks it for its own decisions, one page. Answers whether there were any. */
  async tellBack(sql: Sql, page: number, now: Date): Promise<boolean> {
    const cursor = Number((await setting(sql, 'cursor')) ?? 0)
    const after = await heardUpTo(this.#kept, 'decisions', cursor)
    const back = await decisionsAfter(this.#kept, after, page)
    await sql.transaction(async (tx) => {
      for (const one of back) await putDecision(tx, one, now)
      await putSetting(tx, 'cursor', String(back.at(-1)?.position ?? cursor))
    })
    return back.length > 0
  }

  /** What it holds of the site's decisions. */
  async decisions(): Promise<string[]> {
    return (await this.#kept.all<{ reason: string }>('SELECT reason FROM decision')).map(
      ({ reason }) => reason,
    )
  }
}

const acts = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ act: fc.constant('say' as const), afterMs: fc.nat(90_000) }) },
    {
      weight: 3,
      arbitrary: fc.record({ act: fc.constant('ask' as const), page: fc.integer({ min: 1, max: 4 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ act: fc.constant('back' as const), page: fc.integer({ min: 1, max: 4 }) }),
    },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('backup' as const) }) },
    // A restoration takes its minutes.
    {
      weight: 1,
      arbitrary: fc.record({
        act: fc.constant('restore' as const),
        afterMs: fc.integer({ min: 60_000, max: 9e6 }),
      }),
    },
    // The clock of a site that started with a flat battery, or that somebody set: ahead or back, by minutes or years.
    {
      weight: 2,
      arbitrary: fc.record({
        act: fc.constant('clock' as const),
        byMs: fc.oneof(
          fc.integer({ min: -4e6, max: 4e6 }),
          fc.integer({ min: -3e11, max: 3e11 }),
          fc.constantFrom(-1_700_000_000_000, 9e14),
        ),
      }),
    },
  ),
  { minLength: 5, maxLength: 40 },
)

/** What it said before it heard back its former life's later words, under a clock that had been set back. */
const SAID_BELOW: typeof acts extends fc.Arbitrary<infer List> ? List : never = [
  { act: 'say', afterMs: 0 },
  { act: 'clock', byMs: -1_700_000_000_000 },
  { act: 'ask', page: 1 },
  { act: 'restore', afterMs: 60_000 },
  { act: 'say', afterMs: 0 },
  { act: 'back', page: 1 },
]

/** A site may be restored from any older backup, under any clock: whoever asks hears everything that it says since, and it hears back what it decided. */
export function restoredContract(make: () => Promise<Ground>, numRuns: number): void {
  it('a restored site is heard, whatever its clock does: nothing that it says is passed by a cursor', async () => {
    const ground = await make()
    const sql = await ground.another()
    const other = await (await make()).another()
    const nothing = await backupOf(sql)
    await fc.assert(
      fc.asyncProperty(acts, async (list) => {
        for (const one of [sql, other]) await restore(one, nothing)
        let backup = nothing
        let clock = Date.parse('2026-11-23T00:00:00Z')
        let said = 0
        const hearer = new Hearer(other)
        for (const one of list) {
          if (one.act === 'ask') await hearer.ask(sql, one.page, new Date(clock))
          else if (one.act === 'back') await hearer.tellBack(sql, one.page, new Date(clock))
          else if (one.act === 'backup') backup = await backupOf(sql)
          else if (one.act === 'clock') clock = Math.max(0, Math.min(8e15, clock + one.byMs))
          else clock += one.afterMs
          if (one.act === 'restore') await restore(sql, backup)
          if (one.act === 'say') {
            said++
            const { n } = (await sql.get<{ n: number }>('SELECT count(*) AS n FROM report'))!
            await say(sql, `word ${said}`, n + 1, new Date(clock))
          }
        }
        // What comes back has a new position at the site, so that it is asked for once more.
        while (
          (await hearer.tellBack(sql, 4, new Date(clock))) ||
          (await hearer.ask(sql, 4, new Date(clock)))
        );
        const words = (await sql.all<{ packet: string }>('SELECT packet FROM report')).map(
          ({ packet }) => packet,
        )
        for (const heard of Object.values(hearer.heard))
          expect([...heard]).toEqual(expect.arrayContaining(words))
        const held = await sql.all<{ reason: string }>('SELECT reason FROM decision')
        expect(held.map(({ reason }) => reason)).toEqual(expect.arrayContaining(await hearer.decisions()))
      }),
      { numRuns, examples: [[SAID_BELOW]] },
    )
    for (const one of [sql, other]) await one.close()
  }, 300_000)
}
