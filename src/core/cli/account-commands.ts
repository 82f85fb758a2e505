import type { Command } from 'commander'
import { accountPassphrase, accountReset } from './account.ts'
import {
  accountAdd,
  accountChallenge,
  accountDisable,
  accountList,
  accountRenew,
  accountRole,
} from './accounts.ts'
import { byRecovery } from './keys-commands.ts'
import type { AddCommand } from './terminal.ts'

/** `rekam account ...`. */
export function accountCommands(
  root: Command,
  command: AddCommand,
  ofStation: (command: Command, account?: string) => Command,
): void {
  const account = root.command('account').description('who opens the station: names, roles, passwords')
  const byManager = (c: Command) => ofStation(c, 'administrator')
  const asRole = (c: Command) =>
    c.requiredOption('--role <role>', 'operator, penyelia, teknisi or administrator')
  const newPassphrase = (c: Command) =>
    c.requiredOption('--new-passphrase-file <file>', 'file whose first line is the new password')
  command('list', 'every account', accountList, byManager, account)
  command('add <name>', 'a new account', accountAdd, (c) => newPassphrase(asRole(byManager(c))), account)
  command('disable <name>', 'opens nothing any more; its name stays', accountDisable, byManager, account)
  command(
    'renew <name>',
    'a new password for somebody else; opens a disabled account again',
    accountRenew,
    (c) => newPassphrase(byManager(c)),
    account,
  )
  command('role <name>', 'another role', accountRole, (c) => asRole(byManager(c)), account)
  command(
    'challenge',
    'what to read to the Dinas when a password is forgotten',
    accountChallenge,
    (c) => c.requiredOption('--station <dir>', 'folder of the station'),
    account,
  )
  command(
    'passphrase',
    'gives the acting account a new password',
    accountPassphrase,
    (c) =>
      ofStation(c).requiredOption('--new-passphrase-file <file>', 'file whose first line is the new one'),
    account,
  )
  command(
    'reset',
    "a forgotten password, by the Dinas' one-time code or its recovery key",
    accountReset,
    (c) =>
      byRecovery(c)
        .requiredOption('--station <dir>', 'folder of the station')
        .requiredOption('--account <name>', 'whose password')
        .option('--slot <number>', 'number of the code')
        .option('--code-file <file>', 'file whose first line is the code')
        .requiredOption('--new-passphrase-file <file>', 'file whose first line is the new password'),
    account,
  )
}
