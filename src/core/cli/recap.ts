import { resolve } from 'node:path'
import {
  NOT_BY_OPERATOR,
  RECAP_FIGURES,
  recapBySchema,
  recapFigureWords,
  type RecapFigures,
} from '../../contract/recap.ts'
import { readIsoDate } from '../../contract/iso-date.ts'
import { recap, saveRecap } from '../board/index.ts'
import { dayIn } from '../enrolment/index.ts'
import { refuse } from '../refuse.ts'
import { typed } from './permissions.ts'
import { type Common, languageOf, print, sayer, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

interface RecapOptions extends Common, StationOptions {
  readonly from?: string
  readonly to?: string
  readonly by?: string
  readonly xlsx?: string
  readonly pdf?: string
}

function dayOf(option: string, day: string): string {
  if (readIsoDate(day) === null) throw refuse('INPUT-INVALID', { why: `${option} ${day}` })
  return day
}

/** `rekam recap`: what happened on some days, by day, month, operator or village; with --xlsx or --pdf as a file by all of them. */
export async function recapCommand(terminal: Terminal, options: RecapOptions): Promise<void> {
  const by = recapBySchema.safeParse(options.by ?? 'day')
  if (!by.success) throw refuse('INPUT-INVALID', { why: `--by ${options.by}` })
  const { span, rows, total, files } = await withStation(
    options,
    typed('recap', { 'recap --xlsx': options.xlsx, 'recap --pdf': options.pdf }),
    async (station) => {
      const to = dayOf('--to', options.to ?? dayIn(station.profile.station.zone, station.ports.now()))
      const of = { from: dayOf('--from', options.from ?? `${to.slice(0, 7)}-01`), to }
      const saved = []
      for (const kind of ['xlsx', 'pdf'] as const) {
        const path = options[kind]
        if (path !== undefined) saved.push(await saveRecap(station, { ...of, kind, path: resolve(path) }))
      }
      return { span: of, files: saved, ...recap(station, of, by.data) }
    },
  )
  const figures = RECAP_FIGURES.filter((figure) => by.data !== 'operator' || !NOT_BY_OPERATOR.has(figure))
  const cells = (row: RecapFigures) =>
    figures.map((figure) => `${recapFigureWords[figure][languageOf(options)]} ${row[figure]}`).join(', ')
  print(terminal, options, { ...span, by: by.data, rows, total, files }, [
    ...rows
      .filter(({ key }) => key !== '' || by.data === 'village')
      .map((row) => `${row.word || '-'}  ${cells(row)}`),
    `${span.from} ${sayer(options)('s.d.', 'to')} ${span.to}  ${cells(total)}`,
    ...files.map(({ path }) => path),
  ])
}
