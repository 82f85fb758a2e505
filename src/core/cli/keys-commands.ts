import { type Command, Option } from 'commander'
import { keysAnswer, keysCertify, keysInstall } from './keys.ts'
import { keysLetter, keysProfile, keysRecertify, keysRevoke, keysRoot, keysSite } from './keys-make.ts'
import { keysJoin, keysSplit } from './keys-shares.ts'
import { keysFormer } from './profile.ts'
import type { AddCommand } from './terminal.ts'

/** The Dinas' recovery key, as a file or in shares. */
export const byRecovery = (c: Command) =>
  c
    .option('--identity <file>', "the Dinas' recovery identity")
    .addOption(
      new Option('--share <file...>', 'or as many of its shares as are needed').conflicts('identity'),
    )

const byRoot = (c: Command) =>
  c
    .requiredOption('--root-key <file>', "the Dinas' root")
    .requiredOption('--out <dir>', 'folder for the new files; nothing in it is overwritten')

/** What the Dinas makes and signs, on a computer without a network. */
function makingCommands(keys: Command, command: AddCommand): void {
  command(
    'root',
    'at the Dinas: makes its root, a minisign key',
    keysRoot,
    (c) => c.requiredOption('--out <dir>', 'folder for root.key and root.pub'),
    keys,
  )
  command(
    'letter',
    'at the Dinas: makes a key for letters (Suket), and certifies it',
    keysLetter,
    (c) => byRoot(c).requiredOption('--issuer <name>', 'whose letters it signs, as in the profile'),
    keys,
  )
  command(
    'site',
    "at the Dinas: makes a site's key for receipts, and certifies it",
    keysSite,
    (c) =>
      byRoot(c)
        .requiredOption('--site <code>', 'mmu, batam or the code of a post')
        .option('--post', 'a collecting post: its receipts are of that grade alone')
        .option('--host <name...>', 'makes its TLS key too, for these names or addresses: tls.crt, tls.key'),
    keys,
  )
  command(
    'revoke',
    'at the Dinas: after a number nothing of a key counts any more',
    keysRevoke,
    (c) =>
      byRoot(c)
        .requiredOption('--key <id|file>', 'id of the key, or its .pub or certificate')
        .requiredOption('--after <n>', 'the last number that counts; 0: nothing does')
        .requiredOption('--reason <words>', 'why'),
    keys,
  )
  command(
    'profile',
    "at the Dinas: signs a station's profile from a settings file",
    keysProfile,
    (c) =>
      byRoot(c)
        .requiredOption('--settings <file>', 'JSON, as src/formats/profile/profile.md says')
        .option('--letter-key <file>', 'goes along for the station')
        .option('--next-root <file>', 'root.pub that takes over: stations pin it from this profile on')
        .option('--serial <n>', 'higher than the last; counted beside the root otherwise'),
    keys,
  )
}

/** What a new root does that takes over from another. */
function takingOver(keys: Command, command: AddCommand): void {
  command(
    'recertify',
    'at the Dinas: a new root certifies the stations of the old one again',
    keysRecertify,
    (c) =>
      byRoot(c)
        .requiredOption('--old-root <file>', 'root.pub that certified them')
        .requiredOption('--certificates <file>', 'CERTS.JSN of a disk of the station'),
    keys,
  )
}

/** `rekam keys ...`. */
export function keysCommands(
  root: Command,
  command: AddCommand,
  ofStation: (command: Command, account?: string) => Command,
): void {
  const keys = root.command('keys').description("the Dinas' keys, certificates of stations")
  makingCommands(keys, command)
  takingOver(keys, command)
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
    'former',
    'at a station: recovery keys that were replaced, and what is still sealed to them',
    keysFormer,
    ofStation,
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
