import type { Row } from '../../formats/row.ts'
import { alarmedVolumes } from '../backup/index.ts'
import type { ReadDb, SqlRow } from '../db/handles.ts'
import { type Merge, REPLICATED } from '../db/tables.ts'
import { type Clock, type Decision, decide, isBetterCopy, type Version } from './merge-rules.ts'
import { isSame, NOTES, versionOf } from './merge-state.ts'
import { spellKey, valueOf } from './tables.ts'

/** A row of the staged state that does something to the living station. */
export interface Gain {
  readonly table: string
  readonly row: Row
  readonly here: SqlRow | null
  /** `aside`: the key is taken by another content that never changes. */
  readonly what: Exclude<Decision, 'keep'> | 'aside'
  /** Which change set it where it comes from; null for what has no versions. */
  readonly version: Version | null
}

export interface Both {
  readonly station: ReadDb
  readonly stage: ReadDb
  /** What the station knows, its own epoch included. */
  readonly ours: Clock
  readonly theirs: Clock
  /** The station's own epoch. */
  readonly epoch: string
}

/** What a station knows: all of its own epoch, and of others what it was restored from or merged with. */
export function clockOf(read: ReadDb): Map<string, number> {
  const own = read.get<{ epoch: string; seq: number }>('SELECT epoch, seq FROM change_counter')
  const sources = read.all<{ source: string; upto: number }>(
    'SELECT source, upto FROM epoch_source WHERE epoch = ?',
    [own?.epoch ?? ''],
  )
  return new Map([
    ...sources.map(({ source, upto }) => [source, upto] as const),
    [own?.epoch ?? '', own?.seq ?? 0],
  ])
}

function* rowsOf(read: ReadDb, table: string): Generator<Row> {
  yield* read.iterate<Row>(`SELECT * FROM ${table}`)
}

function judge(
  both: Both,
  table: string,
  merge: Merge,
  key: readonly string[],
  row: Row,
  isAlarmed: (row: Row) => boolean,
): Pick<Gain, 'what' | 'version'> | null {
  const { station, stage } = both
  const values = key.map((column) => valueOf(row[column]))
  const where = key.map((column) => `"${column}" = ?`).join(' AND ')
  const here = station.get(`SELECT * FROM ${table} WHERE ${where}`, values)
  if (here && isSame(here, row)) return null
  const bare = (what: Gain['what']) => ({ what, version: null })
  if (merge === 'append') return here ? (NOTES.has(table) ? null : bare('aside')) : bare('take')
  if (merge === 'level') {
    const better = !here || isBetterCopy({ level: row.level, at: row.at }, { level: here.level, at: here.at })
    return better && !isAlarmed(row) ? bare('take') : null
  }
  const spelt = spellKey(values)
  const oldest = { epoch: both.epoch, seq: 0 }
  const version = versionOf(stage, 'row_version', table, spelt) ?? oldestOf(both.theirs) ?? oldest
  const decision = decide({
    coming: version,
    theirs: both.theirs,
    here: here ? (versionOf(station, 'row_version', table, spelt) ?? oldest) : null,
    ours: both.ours,
    order: (epoch) =>
      stage.get<{ position: number }>('SELECT position FROM epoch WHERE id = ?', [epoch])?.position ??
      station.get<{ position: number }>('SELECT position FROM epoch WHERE id = ?', [epoch])?.position ??
      0,
  })
  return decision === 'keep' ? null : { what: decision, version }
}

/** A row from before versions were kept is as old as can be. */
function oldestOf(clock: Clock): Version | null {
  const [first] = clock.keys()
  return first === undefined ? null : { epoch: first, seq: 0 }
}

/**
 * What the station would gain from a staged state (FORMATS: changes and state): rows that it lacks, registers that went on elsewhere, and
 * what cannot stand beside its own. Deletions gain nothing: a living station loses nothing by a merge.
 */
export function* gains(both: Both): Generator<Gain> {
  // Copies in volumes that are gone were struck here: an older state brings none of them back.
  const alarmed = alarmedVolumes(both.station)
  const isAlarmed = ({ disk, volume }: Row) => alarmed.get(String(disk))?.has(String(volume)) ?? false
  for (const { table, key, merge } of REPLICATED) {
    if (table === 'epoch_source') continue
    for (const row of rowsOf(both.stage, table)) {
      const judged = judge(both, table, merge, key, row, isAlarmed)
      if (judged === null) continue
      const where = key.map((column) => `"${column}" = ?`).join(' AND ')
      const here = both.station.get(
        `SELECT * FROM ${table} WHERE ${where}`,
        key.map((column) => valueOf(row[column])),
      )
      yield { table, row, here: here ?? null, ...judged }
    }
  }
}
