import type { Command } from 'commander'
import { amendApprove, amendCancel, amendCorrect, amendList, amendWaiting } from './amend.ts'
import type { AddCommand } from './terminal.ts'

/** `rekam amend ...`. A further capture needs its devices: that is the window's. */
export function amendCommands(
  root: Command,
  command: AddCommand,
  ofStation: (command: Command, account?: string) => Command,
): void {
  const amend = root
    .command('amend')
    .description('what is wrong in a sealed recording, mended by packets of their own')
  const bySupervisor = (c: Command) => ofStation(c, 'penyelia')
  const reasoned = (c: Command) => bySupervisor(c).requiredOption('--reason <text>', 'why')
  command('list <id>', 'amendments of a recording', amendList, bySupervisor, amend)
  command(
    'correct <id>',
    'a wrong NIK or biodata; nothing is captured again',
    amendCorrect,
    (c) =>
      reasoned(c).requiredOption(
        '--set <field=value...>',
        'a field as the packet names it (nik, nama, tanggalLahir, ...) and what it should say; nothing after = takes the value away',
      ),
    amend,
  )
  command('cancel <id>', 'the recording is void', amendCancel, reasoned, amend)
  command('waiting', 'recordings whose exceptions wait for a supervisor', amendWaiting, bySupervisor, amend)
  command(
    'approve <id>',
    'a supervisor says yes to all exceptions of a recording',
    amendApprove,
    bySupervisor,
    amend,
  )
}
