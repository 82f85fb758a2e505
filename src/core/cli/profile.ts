import { resolve } from 'node:path'
import { type Former, formerRecoveries } from '../account/index.ts'
import { installProfile, letterKeyOf, type LiveStation, readProfileFile } from '../settings/index.ts'
import { type Common, print, type Terminal } from './terminal.ts'
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
  print(terminal, options, { serial, letters, former }, [
    `Profil nomor ${serial} berlaku.`,
    letters ? 'Kunci surat terpasang.' : 'Kunci surat tidak ada di samping profil: Suket belum dapat terbit.',
    ...formerLines(former),
  ])
}

/** What recovery keys that were replaced still have to be kept for. */
export function formerLines(former: readonly Former[]): string[] {
  return former.flatMap(({ recipient, packets, disks }) => [
    `Kunci pemulihan lama ${recipient}: simpan pecahannya, ${packets.length} rekaman disegel kepadanya dan kepada pusat data.`,
    disks.length > 0
      ? `Disk tanpa cadangan sejak kunci berganti, masih di bawah kunci lama: ${disks.join(', ')}. Cadangkan ke disk itu.`
      : 'Semua disk sudah dicadangkan sejak kunci berganti.',
  ])
}

/** `rekam keys former`: recovery keys that were replaced, and what they still open. */
export async function keysFormer(terminal: Terminal, options: Common & StationOptions): Promise<void> {
  const former = await withStation(options, 'keys former', async (station) => formerRecoveries(station))
  print(
    terminal,
    options,
    { former },
    former.length > 0 ? formerLines(former) : ['Kunci pemulihan belum pernah diganti.'],
  )
}
