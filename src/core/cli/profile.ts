import { many } from '../../contract/plural.ts'
import { resolve } from 'node:path'
import { type Former, formerRecoveries } from '../account/index.ts'
import { installProfile, letterKeyOf, type LiveStation, readProfileFile } from '../settings/index.ts'
import { type Common, print, type Say, sayer, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

/**
 * `rekam profile install`: a newer profile of the same station, signed by the root that was pinned at its founding, and the letter key
 * beside it. With the profile in force it brings the key alone: what a restored station lacks.
 */
export async function profileInstall(
  terminal: Terminal,
  options: Common & StationOptions & { profile: string },
): Promise<void> {
  const path = resolve(options.profile)
  const signed = await readProfileFile(path)
  const letter = await letterKeyOf(path)
  const { serial, letters, former } = await withStation(options, 'profile install', async (station) => {
    await installProfile(station as LiveStation, signed, letter)
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
