import type { Command } from 'commander'
import { day } from './day.ts'
import { recapCommand } from './recap.ts'
import { reportShow } from './report.ts'
import { stats } from './stats.ts'
import type { AddCommand } from './terminal.ts'
import { visits, where } from './where.ts'

/** `rekam stats`, `rekam day`, `rekam recap`, `rekam report show`: what the board shows; `rekam where`, `rekam visits`: who asks for the card. */
export function boardCommands(
  root: Command,
  command: AddCommand,
  ofStation: (command: Command, account?: string) => Command,
): void {
  command('stats', 'figures of the station', stats, (c) => ofStation(c))
  command('day', 'the lists with which a day begins and ends, as facts and ticks', day, (c) =>
    ofStation(c, 'penyelia')
      .option('--day <day>', 'an earlier day, yyyy-mm-dd')
      .option('--list <list>', 'start or end: of which list --tick, --untick and --sign are')
      .option('--tick <item>', 'ticks what the station cannot know')
      .option('--untick <item>', 'takes a tick back')
      .option('--sign', 'signs the list as it is')
      .option('--note <text>', 'with --sign: what is to be said about it'),
  )
  command(
    'where <what>',
    'where is my card: by a proof, a Suket, a NIK or a number; the visit is kept',
    where,
    (c) => ofStation(c, 'penyelia').option('--slip <file>', 'the slip for the resident, as a PDF'),
  )
  command('visits', 'whose card was asked for twice while nothing moved', visits, (c) =>
    ofStation(c, 'penyelia')
      .option('--settle <id>', 'a recording whose visits are settled')
      .option('--note <text>', 'with --settle: what was done'),
  )
  command('recap', 'what happened on some days, by day, month, operator or village', recapCommand, (c) =>
    ofStation(c, 'penyelia')
      .option('--from <day>', 'first day, yyyy-mm-dd: the first of the month')
      .option('--to <day>', 'last day: today')
      .option('--by <key>', 'day, month, operator or village', 'day')
      .option('--xlsx <file>', 'by all four, as an Excel workbook')
      .option('--pdf <file>', 'by all four, as a PDF to be signed'),
  )
  const report = root.command('report').description('the evening report of a station')
  command(
    'show',
    "the text of the report's QR, and what it holds",
    reportShow,
    (c) => ofStation(c).option('--out <file>', 'saves it: .pdf for a sheet, else the text alone'),
    report,
  )
}
