import type { Command } from 'commander'
import { residentsImport, residentsSearch, residentsShow, residentsState } from './residents.ts'
import type { AddCommand } from './terminal.ts'

/** `rekam residents ...`. */
export function residentsCommands(
  root: Command,
  command: AddCommand,
  ofStation: (command: Command, account?: string) => Command,
): void {
  const residents = root.command('residents').description("the resident list of the Dinas' file")
  const atDesk = (c: Command) => ofStation(c, 'penyelia')
  command('state', 'what the list is', residentsState, (c) => ofStation(c), residents)
  command(
    'import <file>',
    'CSV or XLSX, its first row names the columns; who is in the list already is brought up to date',
    residentsImport,
    (c) =>
      ofStation(c)
        .option(
          '--columns <list>',
          'nik=1,name=3,birthDate=4,...: which column holds what, where it is not guessed',
        )
        .option('--replace', 'who is not in the file is not in the list any more')
        .option('--left-out <file>', 'CSV file for the rows that were not taken, with reasons'),
    residents,
  )
  command(
    'search <words...>',
    'NIK, family card, name in any order and spelling, date or year of birth, village',
    residentsSearch,
    (c) =>
      atDesk(c)
        .option('--village <name>', 'only this village')
        .option('--limit <n>', 'at most so many, up to 200', '50'),
    residents,
  )
  command('show <nik>', 'one resident, the family, what was recorded here', residentsShow, atDesk, residents)
}
