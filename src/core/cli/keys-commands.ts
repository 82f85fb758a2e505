import { type Command, Option } from 'commander'
import { keysAnswer, keysCertify, keysInstall } from './keys.ts'
import { keysJoin, keysSplit } from './keys-shares.ts'
import type { AddCommand } from './terminal.ts'

const byRecovery = (c: Command) =>
  c
    .option('--identity <file>', "the Dinas' recovery identity")
    .addOption(
      new Option('--share <file...>', 'or as many of its shares as are needed').conflicts('identity'),
    )

/** `rekam keys ...`. */
export function keysCommands(
  root: Command,
  command: AddCommand,
  ofStation: (command: Command, account?: string) => Command,
): void {
  const keys = root.command('keys').description("the Dinas' keys, certificates of stations")
  command(
    'split',
    'at the Dinas: the recovery identity in shares, one for each holder',
    keysSplit,
    (c) =>
      c
        .option('--identity <file>', 'the identity to split; a new one without it, never written down whole')
        .requiredOption('--out <dir>', 'an empty folder for the shares')
        .option('--shares <n>', 'how many holders', '5')
        .option('--needs <n>', 'how many of them are enough', '3'),
    keys,
  )
  command(
    'join',
    'at the Dinas: the recovery identity from its shares, for stock age',
    keysJoin,
    (c) =>
      c
        .requiredOption('--share <file...>', 'as many shares as are needed')
        .requiredOption('--out <file>', 'the identity file; refused where there is one'),
    keys,
  )
  command(
    'certify',
    "at the Dinas: answers a station's request",
    keysCertify,
    (c) =>
      c
        .requiredOption('--request <file>', "the station's request")
        .requiredOption('--root-key <file>', "the Dinas' root")
        .requiredOption('--out <file>', 'the answer'),
    keys,
  )
  command(
    'install',
    "brings the Dinas' answer to the station",
    keysInstall,
    (c) => ofStation(c).requiredOption('--certificate <file>', 'the answer'),
    keys,
  )
  command(
    'answer',
    'at the Dinas: the one-time code that a station asks for over the telephone',
    keysAnswer,
    (c) =>
      byRecovery(c)
        .requiredOption('--station <code>', 'code of the station, as it was read out')
        .requiredOption('--slot <number>', 'number of the code, as it was read out')
        .requiredOption('--escrow <file>', "the station's reset-escrow.age"),
    keys,
  )
}
