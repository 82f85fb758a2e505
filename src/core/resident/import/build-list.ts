import { rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Columns, ImportResult, ResidentRow, RowProblem } from '../../../contract/resident-list.ts'
import type { Sqlite } from '../../db/sqlite.ts'
import { isFault } from '../../../lib/fault.ts'
import { storeFault } from '../../db/store-fault.ts'
import { refuse } from '../../refuse.ts'
import { createBase, INDICES, openBase, writeAbout } from '../list/base.ts'
import { RESIDENT_COLUMNS } from '../list/columns.ts'
import { wordsOf } from '../list/tokens.ts'
import { readRow } from './read-row.ts'
import { Staging } from './staging.ts'
import { openTable } from './table-file.ts'
import type { TableRow } from './table-row.ts'

/** One import, as plain data for a thread. */
export interface ImportJob {
  readonly path: string
  readonly columns: Columns
  readonly mode: 'add' | 'replace'
  /** The list that stands now, if there is one. */
  readonly list: string
  /** Where the new one is made; moving it to the list's name is the caller's. */
  readonly beside: string
  readonly key: Uint8Array
  /** ISO instant. */
  readonly now: string
  readonly by: string
  /** The file's name, as it is shown. */
  readonly file: string
}

export type OnImport = (progress: { phase: string; done: number; total: number }) => void

/** Villages that a filter offers at most. */
const VILLAGES = 500

/** Where rows of the file and of the old list come together; goes when the list is made. */
export function stagingOf(beside: string): string {
  return `${beside}.rows`
}

/** What an interrupted import left. */
export function sweepImport(beside: string): void {
  for (const path of [beside, stagingOf(beside)]) rmSync(path, { force: true })
}

interface LeftOut {
  readonly line: number
  readonly problems: readonly RowProblem[]
  readonly cells: readonly string[]
}

/**
 * Reads the whole file and makes a new list beside the old one, durable when it returns. RESIDENTS-FILE, RESIDENTS-EMPTY, RESIDENTS-NOTHING {left}, RESIDENTS-DAMAGED,
 * FILE-*, DISK-*; whatever happens, the old list is as it was.
 */
export async function buildList(job: ImportJob, onProgress: OnImport): Promise<ImportResult> {
  sweepImport(job.beside)
  try {
    const base = createBase(job.beside, job.key)
    let result: ImportResult
    try {
      result = await build(base, job, onProgress)
    } finally {
      base.close()
    }
    await using file = await open(job.beside, 'r+')
    await file.sync()
    return result
  } catch (error) {
    sweepImport(job.beside)
    throw storeFault(error)
  } finally {
    rmSync(stagingOf(job.beside), { force: true })
  }
}

async function build(base: Sqlite, job: ImportJob, onProgress: OnImport): Promise<ImportResult> {
  const staging = new Staging(stagingOf(job.beside), job.key)
  try {
    takeOld(staging, job)
    base.exec('BEGIN')
    const read = await readFile(base, staging, job, onProgress)
    const removed = job.mode === 'replace' ? staging.dropOld() : 0
    const total = staging.count()
    const villages = writeRows(base, staging, total, onProgress)
    writeAbout(base, {
      importedAt: job.now,
      by: job.by,
      file: job.file,
      header: [...read.header],
      residents: total,
      left: read.left,
      villages,
    })
    base.exec('COMMIT')
    return { ...staging.counts, rows: read.rows, removed, left: read.left, problems: read.problems, total }
  } finally {
    staging.close()
  }
}

/** A damaged list has nothing that is to be kept where the file replaces it all. RESIDENTS-DAMAGED where it is added to. */
function takeOld(staging: Staging, job: ImportJob): void {
  try {
    for (const old of oldRows(job)) staging.old(old)
  } catch (error) {
    if (job.mode !== 'replace' || !isFault(error, 'RESIDENTS-DAMAGED')) throw error
  }
}

function* oldRows({ list, key }: ImportJob): Generator<ResidentRow> {
  const old = openBase(list, key)
  if (!old) return
  try {
    for (const row of old.read.iterate<ResidentRow>(`SELECT ${RESIDENT_COLUMNS} FROM resident ORDER BY id`))
      yield row
  } finally {
    old.close()
  }
}

interface ReadFile {
  readonly header: readonly string[]
  readonly rows: number
  readonly left: number
  readonly problems: Partial<Record<RowProblem, number>>
}

async function readFile(
  base: Sqlite,
  staging: Staging,
  { path, columns }: ImportJob,
  onProgress: OnImport,
): Promise<ReadFile> {
  const table = await openTable(path)
  const leave = base.prepare('INSERT INTO left_out (line, problems, cells) VALUES (?, ?, ?)')
  const problems: Partial<Record<RowProblem, number>> = {}
  let header: readonly string[] | undefined
  let rows = 0
  let left = 0
  const leaveOut = ({ line, problems: why, cells }: LeftOut) => {
    left++
    for (const one of why) problems[one] = (problems[one] ?? 0) + 1
    leave.run(line, why.join(' '), JSON.stringify(cells))
  }
  const take = ({ line, cells }: TableRow) => {
    const row = readRow(cells, columns)
    if (!row.ok) leaveOut({ line, problems: row.problems, cells })
    else if (!staging.take(row.resident)) leaveOut({ line, problems: ['NIK-TWICE'], cells })
  }
  for await (const row of table.rows((done) => onProgress({ phase: 'reading', done, total: table.bytes }))) {
    if (header === undefined) {
      header = row.cells
      continue
    }
    rows++
    take(row)
  }
  if (header === undefined || rows === 0) throw refuse('RESIDENTS-EMPTY')
  if (left === rows) throw refuse('RESIDENTS-NOTHING', { left })
  return { header, rows, left, problems }
}

/** Rows in their order, then their words and indices. Answers the villages by name. */
function writeRows(base: Sqlite, staging: Staging, total: number, onProgress: OnImport): string[] {
  const put = base.prepare(
    `INSERT INTO resident (nik, kk, name, birth_place, birth_date, sex, mother, address, rt, rw, village)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const index = base.prepare('INSERT INTO word (rowid, words) VALUES (?, ?)')
  const villages = new Set<string>()
  let done = 0
  for (const rows of staging.inOrder()) {
    for (const row of rows) {
      const { nik, kk, name, birthPlace, birthDate, sex, mother, address, rt, rw, village } = row
      put.run(nik, kk, name, birthPlace, birthDate, sex, mother, address, rt, rw, village)
      index.run(++done, wordsOf(row))
      if (row.village !== '') villages.add(row.village)
    }
    onProgress({ phase: 'ordering', done, total })
  }
  onProgress({ phase: 'indexing', done: 0, total: 0 })
  base.exec(INDICES)
  base.exec("INSERT INTO word (word) VALUES ('optimize')")
  return [...villages].toSorted().slice(0, VILLAGES)
}
