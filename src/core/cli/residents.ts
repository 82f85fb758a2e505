import { importPhaseOf, importPhaseWords } from '../../contract/import-words.ts'
import { many } from '../../contract/plural.ts'
import {
  FIELD_WORDS,
  RESIDENT_FIELDS,
  ROW_PROBLEMS,
  type Columns,
  type RowProblem,
} from '../../contract/resident-list.ts'
import { columnsSchema } from '../../contract/resident-list.ts'
import { refuse } from '../refuse.ts'
import {
  findResidents,
  importList,
  listState,
  previewImport,
  saveLeftOut,
  showListed,
} from '../resident/index.ts'
import { typed } from './permissions.ts'
import { type Common, languageOf, print, sayer, sayIn, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

export interface ImportOptions extends Common, StationOptions {
  /** `nik=0,name=2,...`: which column (from 1) holds what. */
  readonly columns?: string
  readonly replace?: boolean
  readonly leftOut?: string
}

/** `name=3,nik=1` as columns counted from 0; INPUT-INVALID. */
function columnsOf(text: string): Columns {
  const pairs = text.split(',').map((part) => part.split('='))
  const read = columnsSchema.safeParse(
    Object.fromEntries(pairs.map(([field = '', column = '']) => [field.trim(), Number(column) - 1])),
  )
  if (read.success) return read.data
  throw refuse('INPUT-INVALID', { why: `--columns (${RESIDENT_FIELDS.join(', ')})` })
}

/** `rekam residents import FILE`: the Dinas' list of residents, CSV or XLSX; --left-out saves the rows that were not taken, with reasons. */
export async function residentsImport(
  terminal: Terminal,
  path: string,
  options: ImportOptions,
): Promise<void> {
  const result = await withStation(
    options,
    typed('residents import', { 'residents import --left-out': options.leftOut }),
    async (station) => {
      const preview = await previewImport(station, path)
      const columns = options.columns === undefined ? preview.columns : columnsOf(options.columns)
      const known = columnsSchema.safeParse(columns)
      if (!known.success) {
        const missing = RESIDENT_FIELDS.slice(0, 5).filter((field) => columns[field] === undefined)
        throw refuse('INPUT-INVALID', {
          why: `--columns: ${missing.map((field) => FIELD_WORDS[field][languageOf(options)]).join(', ')}`,
        })
      }
      let phase = ''
      const done = await importList(
        station,
        { path, columns: known.data, mode: options.replace === true ? 'replace' : 'add' },
        (progress) => {
          if (progress.phase !== phase)
            terminal.err(`${importPhaseWords[importPhaseOf(progress.phase)][languageOf(options)]} ...`)
          phase = progress.phase
        },
      )
      if (options.leftOut !== undefined) await saveLeftOut(station, options.leftOut)
      return done
    },
  )
  const problems = Object.entries(result.problems) as [RowProblem, number][]
  const language = languageOf(options)
  const say = sayIn(language)
  print(terminal, options, result, [
    say(
      `${result.rows} baris: ${result.added} baru, ${result.changed} berubah, ${result.same} sama, ${result.left} tidak diambil`,
      `${many(result.rows, 'row')}: ${result.added} new, ${result.changed} changed, ${result.same} the same, ${result.left} not taken`,
    ),
    ...problems.map(([problem, count]) => `  ${count} x ${ROW_PROBLEMS[problem][language]} (${problem})`),
    ...(result.removed > 0
      ? [say(`${result.removed} tidak lagi di daftar`, `${result.removed} no longer in the list`)]
      : []),
    say(`${result.total} penduduk di daftar`, `${many(result.total, 'resident')} in the list`),
  ])
}

export interface SearchOptions extends Common, StationOptions {
  readonly village?: string
  readonly limit: string
}

/** `rekam residents search WORDS`: NIK, family card, name, date of birth, in any order and spelling. The search is in the audit. */
export async function residentsSearch(
  terminal: Terminal,
  words: string[],
  { village, limit, ...options }: SearchOptions,
): Promise<void> {
  const most = Number(limit)
  if (!Number.isInteger(most) || most < 1 || most > 200) throw refuse('INPUT-INVALID', { why: '--limit' })
  const { rows } = await withStation(
    options,
    'residents search',
    async (station) => findResidents(station, { text: words.join(' '), village, limit: most }),
    { reads: { text: words.join(' '), village } },
  )
  print(terminal, options, { residents: rows }, [
    ...rows.map((row) => [row.nik, row.name, row.birthDate, row.village].join('  ')),
    sayer(options)(`${rows.length} penduduk`, many(rows.length, 'resident')),
  ])
}

/** `rekam residents show NIK`: one resident of the list, the family, and what was recorded here. Opening a person is in the audit. */
export async function residentsShow(
  terminal: Terminal,
  nik: string,
  options: Common & StationOptions,
): Promise<void> {
  const found = await withStation(options, 'residents show', (station) => showListed(station, { nik }))
  print(terminal, options, found, [
    ...RESIDENT_FIELDS.map(
      (field) => `${FIELD_WORDS[field][languageOf(options)]}: ${found.resident[field] || '-'}`,
    ),
    ...found.family.map((one) => `  ${one.nik}  ${one.name}  ${one.birthDate}`),
    ...found.recordings.map(
      (one) => `${sayer(options)('Rekaman', 'Recording')} ${one.id}  ${one.at}  ${one.status}`,
    ),
  ])
}

/** `rekam residents state`: what the list is; exit code 1 where there is none. */
export async function residentsState(terminal: Terminal, options: Common & StationOptions): Promise<number> {
  const state = await withStation(options, 'residents state', async (station) => listState(station))
  const say = sayer(options)
  print(
    terminal,
    options,
    { list: state },
    state === null
      ? [say('Belum ada daftar penduduk', 'There is no resident list yet')]
      : [
          `${say(`${state.residents} penduduk`, many(state.residents, 'resident'))}, ${state.file}, ${state.importedAt} (${state.by})`,
          say(`${state.left} baris tidak diambil`, `${many(state.left, 'row')} not taken`),
        ],
  )
  return state === null ? 1 : 0
}
