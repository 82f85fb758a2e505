import { type Command, Option } from 'commander'
import { accessAnswer, accessList, accessRequest } from './access-requests.ts'
import {
  retentionApply,
  retentionDestroy,
  retentionList,
  retentionPlan,
  retentionRecord,
} from './retention.ts'
import type { AddCommand } from './terminal.ts'

/** `rekam retention ...` and `rekam access ...`. */
export function privacyCommands(
  root: Command,
  command: AddCommand,
  ofStation: (command: Command, account?: string) => Command,
): void {
  const retention = root
    .command('retention')
    .description('destruction of personal data whose retention is over')
  command(
    'plan',
    'what is due and what stays, names masked; changes nothing',
    retentionPlan,
    (c) => ofStation(c, 'penyelia'),
    retention,
  )
  command(
    'destroy',
    'destroys exactly what the plan showed, with a record (berita acara)',
    retentionDestroy,
    (c) =>
      ofStation(c, 'penyelia')
        .requiredOption('--token <hex>', 'the token of the plan')
        .requiredOption('--reason <text>', 'why')
        .requiredOption('--place <text>', 'where it is done')
        .requiredOption('--witness <name...>', 'one witness or two')
        .option('--out <file.pdf>', 'writes the record, and beside it the signed list'),
    retention,
  )
  command('list', 'the register of destructions', retentionList, (c) => ofStation(c, 'penyelia'), retention)
  command(
    'record <act>',
    'writes the record of a destruction (PDF) and the signed list of what is gone',
    retentionRecord,
    (c) => ofStation(c, 'penyelia').requiredOption('--out <file.pdf>', 'where the record is written'),
    retention,
  )
  command(
    'apply <list>',
    'destroys again what a signed list says: after a restore from an older disk',
    retentionApply,
    (c) => ofStation(c, 'penyelia'),
    retention,
  )
  const access = root.command('access').description("residents' requests to see what is known about them")
  command(
    'request',
    'enters a request; the answer is due 3 x 24 hours later',
    accessRequest,
    (c) =>
      ofStation(c, 'penyelia')
        .option('--recording <id>', 'who was recorded here')
        .option('--about <nik>', 'or the NIK, with --name')
        .option('--name <name>', 'who asks')
        .addOption(new Option('--way <way>', 'how').choices(['desk', 'letter', 'deputy']).default('desk'))
        .option('--asked <yyyy-mm-dd>', 'the day on which they asked, if not now'),
    access,
  )
  command('list', 'requests, those that wait first', accessList, (c) => ofStation(c, 'penyelia'), access)
  command(
    'answer <id>',
    'writes the answer for the resident (PDF) and the file for the Dinas',
    accessAnswer,
    (c) => ofStation(c, 'penyelia').requiredOption('--out <file.pdf>', 'where the answer is written'),
    access,
  )
}
