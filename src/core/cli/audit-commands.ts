import type { Command } from 'commander'
import { accessExport, accessSubject, auditPeriod } from './access.ts'
import { dataFlow } from './data-flow.ts'
import { auditList, auditUnlock, auditVerify } from './audit.ts'
import type { AddCommand } from './terminal.ts'

/** `rekam audit ...`. */
export function auditCommands(
  root: Command,
  command: AddCommand,
  ofStation: (command: Command, account?: string) => Command,
): void {
  const audit = root.command('audit').description('the chain of acts')
  command(
    'verify',
    'recomputes the whole chain',
    auditVerify,
    (c) =>
      ofStation(c).option(
        '--against <file...>',
        'holds it against files of `audit period` that somebody else kept; signatures lie beside them',
      ),
    audit,
  )
  command(
    'list',
    'acts, the latest first; of one resident, account, kind or period',
    auditList,
    (c) =>
      ofStation(c, 'penyelia')
        .option('--about <nik|id>', 'a resident by NIK, or the id of what was acted on')
        .option('--actor <account>', 'who')
        .option('--act <name>', 'an act (recording.read), or a room (recording)')
        .option('--from <yyyy-mm-dd>', 'first day')
        .option('--until <yyyy-mm-dd>', 'last day'),
    audit,
  )
  command(
    'unlock',
    "values of before a restore, by the Dinas' recovery identity",
    auditUnlock,
    (c) => ofStation(c, 'penyelia').requiredOption('--identity <file>', "the Dinas' recovery identity"),
    audit,
  )
  command(
    'export',
    'what this station knows about a resident, as a file for the Dinas',
    accessExport,
    (c) =>
      ofStation(c, 'penyelia')
        .requiredOption('--about <nik>', "the resident's NIK")
        .requiredOption('--out <file>', 'the new file'),
    audit,
  )
  command(
    'period',
    'the acts of some days as a signed file',
    auditPeriod,
    (c) =>
      ofStation(c, 'penyelia')
        .requiredOption('--from <yyyy-mm-dd>', 'first day')
        .requiredOption('--until <yyyy-mm-dd>', 'last day')
        .requiredOption('--out <file>', 'the file; its signature lies beside it'),
    audit,
  )
  command(
    'data-flow',
    'which personal data lies where, who can read it, until when: for the impact assessment',
    dataFlow,
    (c) => c,
    audit,
  )
  command(
    'subject <file...>',
    'what all stations and restores handed in about a resident; gaps are named',
    accessSubject,
    (c) =>
      c
        .option('--stations <code...>', 'who should have handed something in')
        .option('--asked <instant>', 'when the resident asked: shows what is left of 3 x 24 hours'),
    audit,
  )
}
