// The terminal: `rekam <command>`, for technicians, scripts and tests. Exit 0 done, 1 refused or failed, 2 wrong usage.
import { Command, CommanderError, Option } from 'commander'
import { accountCommands } from './cli/account-commands.ts'
import { amendCommands } from './cli/amend-commands.ts'
import { auditCommands } from './cli/audit-commands.ts'
import { cardsCommands } from './cli/cards.ts'
import { diskBreach, diskCheck, diskEject, diskKeep, diskList, diskLost, diskSettle } from './cli/custody.ts'
import { boardCommands } from './cli/board-commands.ts'
import { backup, verify } from './cli/disks.ts'
import { drill } from './cli/drill.ts'
import { empty } from './cli/empty.ts'
import { purgePackets } from './cli/purge.ts'
import { enrol } from './cli/enrol.ts'
import { exportBag, receipts } from './cli/export.ts'
import { gain } from './cli/gain.ts'
import { guide } from './cli/guide.ts'
import { init } from './cli/init.ts'
import { keysCommands } from './cli/keys-commands.ts'
import { line } from './cli/line.ts'
import { drafts } from './cli/drafts.ts'
import { manual } from './cli/manual.ts'
import { list, show } from './cli/list.ts'
import { outage } from './cli/outage.ts'
import { practice } from './cli/practice.ts'
import { privacyCommands } from './cli/privacy-commands.ts'
import { profileCommands } from './cli/profile.ts'
import { proof } from './cli/proof.ts'
import { residentsCommands } from './cli/residents-commands.ts'
import { restore } from './cli/restore.ts'
import { upload } from './cli/send.ts'
import { suketPrint, suketPrinters } from './cli/suket-print.ts'
import { suketIssue } from './cli/suket.ts'
import { suketRegister } from './cli/suket-register.ts'
import { suketVerify } from './cli/suket-verify.ts'
import {
  type AddCommand,
  type Common,
  printRefusal,
  processTerminal,
  type Terminal,
  USAGE,
} from './cli/terminal.ts'

/** Options that name a station and who opens it. */
function ofStation(command: Command, account?: string): Command {
  return command
    .requiredOption('--station <dir>', 'folder of the station')
    .option('--passphrase-file <file>', 'file whose first line is the passphrase')
    .option('--account <name>', 'who acts: teknisi, or else penyelia, whoever of them may', account)
    .addOption(
      new Option('--drives <dir>', 'for tests: drives are what is mounted below this folder').hideHelp(),
    )
}

/** Options that name where to restore from. */
function fromSources(command: Command): Command {
  return command
    .option('--disk <mount...>', 'where its disks are mounted: several, or repeat')
    .option('--drive <dir>', "the station's folder on a dead PC's own drive")
    .option('--papers <file>', "QR texts of residents' papers, one a line")
    .option('--identity <file>', "the Dinas' recovery identity; then the passphrase is the new one")
    .addOption(
      new Option('--share <file...>', 'shares of that identity, as many as are needed').conflicts('identity'),
    )
    .option('--certificates <file>', 'CERTS.JSN of the Dinas, for an epoch certified later')
    .option('--list', 'names every sound packet too')
}

/** Builds the program around a terminal; `exit` hears the exit code of the command that ran. */
export function program(terminal: Terminal, exit: (code: number) => void): Command {
  const root = new Command('rekam')
  root.exitOverride().configureOutput({
    writeOut: (text) => terminal.out(text.trimEnd()),
    writeErr: (text) => terminal.err(text.trimEnd()),
  })
  const command: AddCommand = (name, says, act, options, of = root) =>
    options(of.command(name).description(says))
      .option('--json', 'one JSON object on standard output')
      .addOption(
        new Option('--lang <language>', 'language of results and refusals')
          .choices(['id', 'en'])
          .default('id'),
      )
      .action(async (...given: unknown[]) => {
        const args = given.slice(0, -1)
        const common = args.at(-1) as Common
        try {
          exit((await act(terminal, ...(args as never[]))) ?? 0)
        } catch (error) {
          exit(printRefusal(terminal, common, error))
        }
      })

  command('init', "a station from the Dinas' signed profile", init, (c) =>
    c
      .requiredOption('--station <dir>', 'folder of the new station')
      .option('--profile <file>', "the Dinas' signed profile")
      .option('--passphrase-file <file>', "file with the supervisor's passphrase")
      .option('--demo', 'sample Dinas, profile and keys, made beside the station')
      .option('--code <code>', 'with --demo: code of the station')
      .option('--mmu <url>', 'with --demo: where site mmu listens')
      .option('--batam <url>', 'with --demo: where site batam listens')
      .option('--scanner-root <file>', 'with --demo: certificate whose scanners count (devices sbi --keys)'),
  )
  command(
    'enrol',
    'for samples and migration: seals recordings made elsewhere, a folder per person',
    enrol,
    (c) =>
      ofStation(c)
        .requiredOption('--from <folder>', 'folder of folders')
        .option('--again <reason>', 'record known persons again'),
  )
  command('list', 'recordings, newest first', list, (c) =>
    ofStation(c)
      .option('--status <status>', 'only this status')
      .option('--purpose <purpose>', 'only this application: new, moved, lost, damaged, changed, outside')
      .option('--text <text>', 'part of a NIK or name, or a date of birth'),
  )
  command(
    'drafts',
    'recordings that are not sealed: parked, interrupted, who is to be called',
    drafts,
    ofStation,
  )
  command('show <id>', 'one recording: custody, history', show, ofStation)
  command('proof <id>', "a resident's proof of recording as a PDF", proof, (c) =>
    ofStation(c, 'penyelia').requiredOption('--out <file>', 'the PDF'),
  )
  const suket = root.command('suket').description('temporary letters')
  command(
    'issue <id>',
    'issues the letter of a recording',
    suketIssue,
    (c) =>
      ofStation(c)
        .requiredOption('--out <file>', 'the PDF')
        .option('--reason <text>', "one of the policy's reasons where it asks for one")
        .option('--signer <n>', "1 for the profile's first signer; the first unless told")
        .addOption(new Option('--paper <size>', 'as the profile says unless told').choices(['A4', 'F4']))
        .option('--p12 <file>', "the office's certificate file: signs the PDF electronically")
        .option('--p12-passphrase-file <file>', 'file whose first line is its passphrase'),
    suket,
  )
  command('printers', 'what this computer can print on', suketPrinters, (c) => c, suket)
  command(
    'print <id...>',
    'prints letters, or saves them as files where there is no printer',
    suketPrint,
    (c) =>
      ofStation(c)
        .option('--printer <name>', 'the last one used, or the default one')
        .option('--tray <id>', 'where the paper comes from')
        .option('--copies <n>', '1 to 9', '1')
        .addOption(new Option('--paper <size>', 'as the letter was made for').choices(['A4', 'F4']))
        .option('--reason <text>', 'why a letter that has been on paper is printed again')
        .option('--wait <seconds>', 'how long to watch the printer', '60')
        .option('--out <dir>', 'for files, where there is no printer', '.'),
    suket,
  )
  command(
    'verify <source>',
    'what a letter is worth: a photograph, scan or PDF of it, its QR text, or - for standard input',
    suketVerify,
    (c) =>
      c
        .option('--trust <file>', "the Dinas' root key, CERTS.JSN beside it")
        .option('--station <dir>', "or this station's trust list and register")
        .option('--passphrase-file <file>', 'with --station: file whose first line is the passphrase')
        .option('--account <name>', 'with --station: who acts')
        .option('--zone <zone>', 'with --trust: where a letter does not tell its own', 'Asia/Jakarta'),
    suket,
  )
  command(
    'register',
    'the recap per day and issuer, and the whole register as a file',
    suketRegister,
    (c) =>
      ofStation(c)
        .option('--from <day>', 'first day, yyyy-mm-dd: 1 January')
        .option('--to <day>', 'last day: today')
        .option('--xlsx <file>', 'the register as an Excel workbook')
        .option('--pdf <file>', 'the register as a PDF'),
    suket,
  )
  command('backup', 'backs up to a disk', backup, (c) =>
    ofStation(c)
      .requiredOption('--disk <mount>', 'where the disk is mounted')
      .addOption(new Option('--pair <kind>', 'pairs the disk first').choices(['desk', 'rotation']))
      .option('--label <text>', 'with --pair: its name')
      .option('--place <text>', 'with --pair: where it is kept')
      .option('--shared', 'with --pair: beside another station of the same Dinas that paired it first'),
  )
  const disk = root.command('disk').description('where the disks are, and which are lost')
  command(
    'list',
    'disks with place, holder and due date; disks reported lost; alarms; reminders',
    diskList,
    ofStation,
    disk,
  )
  command(
    'keep <id>',
    'writes down where a disk is kept',
    diskKeep,
    (c) =>
      ofStation(c)
        .option('--place <text>', 'two disks in one drawer are one place')
        .option('--holder <name>', 'who has it')
        .option('--due <yyyy-mm-dd>', 'the day by which it is to be connected again'),
    disk,
  )
  command(
    'lost <id>',
    'reports a disk lost: its copies count no more, for good',
    diskLost,
    (c) =>
      ofStation(c)
        .requiredOption('--noticed <yyyy-mm-dd>', 'the day on which it was noticed')
        .requiredOption('--circumstances <text>', 'what happened'),
    disk,
  )
  command(
    'breach <id>',
    'writes the signed report of what a lost disk held, and sealed to whom (PDF)',
    diskBreach,
    (c) => ofStation(c).requiredOption('--out <file.pdf>', 'where the report is written'),
    disk,
  )
  command(
    'check',
    'looks whether all known volumes are there, and reads again what is due',
    diskCheck,
    (c) =>
      ofStation(c)
        .requiredOption('--disk <mount>', 'where the disk is mounted')
        .option('--all', 'reads everything again, due or not'),
    disk,
  )
  command(
    'eject',
    'unmounts a disk so that it may be pulled',
    diskEject,
    (c) => ofStation(c).requiredOption('--disk <mount>', 'where the disk is mounted'),
    disk,
  )
  command(
    'settle <alarm>',
    'a supervisor says what an alarm of a disk was',
    diskSettle,
    (c) => ofStation(c).requiredOption('--reason <text>', 'what was found'),
    disk,
  )
  command('verify', 'checks a disk without any key', verify, (c) =>
    c
      .requiredOption('--disk <mount>', 'where the disk is mounted')
      .option('--trust <file>', "the Dinas' root key; without it the origin stays unproven")
      .option('--station <dir>', 'verifies for this station and writes it into its register')
      .option('--passphrase-file <file>', 'with --station: file whose first line is the passphrase')
      .option('--cold', 'with --station: counts as cold (L2) if the medium was away since it was written')
      .addOption(new Option('--drives <dir>').hideHelp()),
  )
  command(
    'purge',
    'removes from this computer what is safe elsewhere; without --token a dry run',
    purgePackets,
    (c) =>
      ofStation(c)
        .option('--token <hex>', 'the token of the dry run: exactly that leaves')
        .option('--reason <text>', 'why, with --token'),
  )
  command('restore', 'brings a station back from its disks into an empty folder', restore, (c) =>
    fromSources(c)
      .option('--into <dir>', 'folder of the new station')
      .option('--trust <file>', "the Dinas' root key, never one from the disk")
      .option('--passphrase-file <file>', "file with the supervisor's passphrase")
      .option('--code <code>', 'which station, where the disks hold several')
      .option('--plan', 'says what would come and writes nothing')
      .addOption(
        new Option('--dry-run', 'restores into a folder that is thrown away again').conflicts('plan'),
      ),
  )
  command('gain', "brings into a living station what its disks or another PC's drive know more", gain, (c) =>
    fromSources(ofStation(c))
      .option('--source-passphrase-file <file>', "file with the passphrase of the other PC's supervisor")
      .option('--plan', 'says what would come and writes nothing'),
  )
  command(
    'drill',
    "restores the station's disks into a folder that is thrown away, and compares",
    drill,
    (c) =>
      ofStation(c)
        .option('--disk <mount...>', 'these disks; all connected ones of the station otherwise')
        .option('--out <file>', 'the report as a PDF, its signature beside it'),
  )
  command(
    'empty',
    'empties a borrowed computer once two disks are proven to bring all of it back',
    empty,
    (c) =>
      ofStation(c)
        .requiredOption('--disk <mount...>', 'at least two disks of the station')
        .option('--confirm <words>', 'empties; without it the copies are only proven')
        .option('--out <file>', 'with --confirm: the record as a PDF, its signature beside it'),
  )
  command('export', 'makes a bag of packets without a receipt, to be carried by hand', exportBag, (c) =>
    ofStation(c)
      .requiredOption('--to <folder>', 'where the new folder of the bag goes')
      .option('--ids <id...>', 'these packets')
      .option('--again <reason>', 'packets that went out before, too')
      .option(
        '--size <medium>',
        'no more than fits onto it: cd, usb-4, usb-8, usb-16, usb-32, or 650MB, 2.5GB',
      ),
  )
  command('receipts', 'takes the receipts of a bag that came back', receipts, (c) =>
    ofStation(c).requiredOption('--from <folder>', 'the receipt bag'),
  )
  command('upload', 'sends to both sites until stopped', upload, (c) =>
    ofStation(c)
      .option('--once', 'one round')
      .option(
        '--resend <ids...>',
        'packets of the work list that are put into the line again, by a supervisor',
      )
      .option('--reason <text>', 'why they are'),
  )
  command('line', 'how sending uses the line; with options a supervisor sets it', line, (c) =>
    ofStation(c)
      .option('--kbits <n>', 'what limited means, in kbit/s')
      .option('--hours <HH:MM-HH:MM>', 'the hours of the office')
      .option('--days <digits>', 'its weekdays, 0 is Sunday: 12345')
      .addOption(new Option('--inside <pace>', 'in those hours').choices(['full', 'limited', 'paused']))
      .addOption(new Option('--outside <pace>', 'outside of them').choices(['full', 'limited', 'paused'])),
  )
  command('outage', 'when the sites took nothing, and notices about it', outage, (c) =>
    ofStation(c).option('--import <file>', 'keeps a notice of the Dinas: PDF or text'),
  )
  command('guide [case]', 'what to do: mainboard, passphrase, disk, computer, key', guide, (c) => c)
  command('manual', 'the manual, and the one-page emergency card, as a PDF', manual, (c) =>
    c.option('--pdf <file>', 'where the manual goes').option('--card <file>', 'where the card goes'),
  )
  command('practice', 'a pretended station for learning, in a folder of its own', practice, (c) =>
    c
      .requiredOption('--folder <dir>', 'where it lies; what is there already is kept')
      .option('--reset', 'throws it away first'),
  )
  cardsCommands(root, command, ofStation)
  boardCommands(root, command, ofStation)
  keysCommands(root, command, ofStation)
  amendCommands(root, command, ofStation)
  accountCommands(root, command, ofStation)
  residentsCommands(root, command, ofStation)
  auditCommands(root, command, ofStation)
  privacyCommands(root, command, ofStation)
  profileCommands(root, command, ofStation)
  return root
}

/** Runs one command line and answers its exit code. */
export async function run(args: readonly string[], terminal: Terminal = processTerminal): Promise<number> {
  let code = 0
  try {
    await program(terminal, (ended) => {
      code = ended
    }).parseAsync(['node', 'rekam', ...args])
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? 0 : USAGE
  }
  return code
}

if (import.meta.main) {
  // Other users of the computer see the command lines of all programs: what is asked about a person is taken out of this one's (decision 0113).
  process.title = 'rekam'
  process.exitCode = await run(process.argv.slice(2))
}
