import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { refusalOf } from '../../contract/catalogue.ts'
import { many } from '../../contract/plural.ts'
import { PROFILE_PART_WORDS } from '../../contract/profile-words.ts'
import { type Former, formerRecoveries } from '../account/index.ts'
import {
  installProfile,
  installWaiting,
  judgedWaiting,
  letterKeyOf,
  type LiveStation,
  readProfileFile,
} from '../settings/index.ts'
import { refuse } from '../refuse.ts'
import { typed } from './permissions.ts'
import {
  type AddCommand,
  type Common,
  type Language,
  languageOf,
  print,
  type Say,
  sayer,
  sayIn,
  type Terminal,
} from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

/** `rekam profile list`: the profile that came along with an answer and waits, with its judgement. Exit code 1 where it no longer holds. */
export async function profileList(terminal: Terminal, options: Common & StationOptions): Promise<number> {
  const waiting = await withStation(options, 'profile list', async (station) => judgedWaiting(station))
  print(terminal, options, { waiting }, waitingLines(waiting, languageOf(options)))
  return waiting === null || waiting.refused === null ? 0 : 1
}

function waitingLines(waiting: ReturnType<typeof judgedWaiting>, language: Language): string[] {
  const say = sayIn(language)
  if (waiting === null) return [say('Tidak ada profil yang menunggu.', 'No profile is waiting.')]
  const { serial, from, at, changes, refused } = waiting
  const parts = changes.map((part) => PROFILE_PART_WORDS[part][language]).join(', ')
  return [
    say(
      `Profil nomor ${serial}, dibawa jawaban dari ${from}, ${at}`,
      `Profile number ${serial}, brought by an answer of ${from}, ${at}`,
    ),
    `${say('Yang berubah', 'What changes')}: ${parts || say('hanya nomornya', 'its serial alone')}`,
    refused === null
      ? say(
          `Sah: bertanda tangan Dinas yang dikenal. Pasang dengan: rekam profile install --waiting ${serial}`,
          `It holds: signed by the known Dinas. Install it with: rekam profile install --waiting ${serial}`,
        )
      : `${refusalOf(refused)[language].what} (${refused})`,
  ]
}

/** Puts into force what the options name: a file with the letter key beside it, or what waits. CLI-PROFILE-INSTALL, INPUT-INVALID. */
async function installing({
  profile,
  waiting,
}: InstallOptions): Promise<(station: LiveStation) => Promise<void>> {
  if (waiting !== undefined) {
    if (!/^[1-9]\d{0,14}$/.test(waiting)) throw refuse('INPUT-INVALID', { why: `--waiting ${waiting}` })
    return (station) => installWaiting(station, Number(waiting))
  }
  if (profile === undefined) throw refuse('CLI-PROFILE-INSTALL')
  const path = resolve(profile)
  const [signed, letter] = [await readProfileFile(path), await letterKeyOf(path)]
  return (station) => installProfile(station, signed, letter)
}

interface InstallOptions extends Common, StationOptions {
  readonly profile?: string
  /** Serial of the one that came along with an answer. */
  readonly waiting?: string
}

/**
 * `rekam profile install`: a newer profile of the same station, signed by the root that was pinned at its founding, and the letter key
 * beside it. With the profile in force it brings the key alone: what a restored station lacks. With --waiting an administrator installs the one
 * that came along with an answer, as in the window.
 */
export async function profileInstall(terminal: Terminal, options: InstallOptions): Promise<void> {
  const install = await installing(options)
  const asked = typed('profile install', { 'profile install --waiting': options.waiting })
  const { serial, letters, former } = await withStation(options, asked, async (station) => {
    await install(station as LiveStation)
    return {
      serial: station.profile.serial,
      letters: station.keys.letter !== null,
      former: formerRecoveries(station),
    }
  })
  const say = sayer(options)
  print(terminal, options, { serial, letters, former }, [
    say(`Profil nomor ${serial} berlaku.`, `Profile number ${serial} is in force.`),
    letters
      ? say('Kunci surat terpasang.', 'The letter key is installed.')
      : say(
          'Kunci surat tidak ada di samping profil: Suket belum dapat terbit.',
          'There is no letter key beside the profile: no Suket can be issued yet.',
        ),
    ...formerLines(former, say),
  ])
}

/** What recovery keys that were replaced still have to be kept for. */
function formerLines(former: readonly Former[], say: Say): string[] {
  return former.flatMap(({ recipient, packets, disks }) => [
    say(
      `Kunci pemulihan lama ${recipient}: simpan pecahannya, ${packets.length} rekaman disegel kepadanya dan kepada pusat data.`,
      `Former recovery key ${recipient}: keep its shares, ${many(packets.length, 'recording is', 'recordings are')} sealed to it and to the data centre.`,
    ),
    disks.length > 0
      ? say(
          `Disk tanpa cadangan sejak kunci berganti, masih di bawah kunci lama: ${disks.join(', ')}. Cadangkan ke disk itu.`,
          `Disks without a backup since the key changed, still under the former key: ${disks.join(', ')}. Back up to them.`,
        )
      : say(
          'Semua disk sudah dicadangkan sejak kunci berganti.',
          'All disks were backed up since the key changed.',
        ),
  ])
}

/** `rekam keys former`: recovery keys that were replaced, and what they still open. */
export async function keysFormer(terminal: Terminal, options: Common & StationOptions): Promise<void> {
  const former = await withStation(options, 'keys former', async (station) => formerRecoveries(station))
  const say = sayer(options)
  print(
    terminal,
    options,
    { former },
    former.length > 0
      ? formerLines(former, say)
      : [say('Kunci pemulihan belum pernah diganti.', 'The recovery key was never replaced.')],
  )
}

/** `rekam profile ...`. */
export function profileCommands(
  root: Command,
  command: AddCommand,
  ofStation: (command: Command, account?: string) => Command,
): void {
  const profile = root.command('profile').description("the Dinas' signed profile")
  command('list', 'the newer one that came along with an answer and waits', profileList, ofStation, profile)
  command(
    'install',
    'brings a newer profile into force',
    profileInstall,
    (c) =>
      ofStation(c)
        .option('--profile <file>', "the Dinas' signed profile")
        .addOption(
          new Option('--waiting <serial>', 'or the one that waits; an administrator alone').conflicts(
            'profile',
          ),
        ),
    profile,
  )
}
