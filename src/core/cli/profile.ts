import { resolve } from 'node:path'
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
  const { serial, letters } = await withStation(options, async (station) => {
    await installProfile(station as LiveStation, signed, letter)
    return { serial: station.profile.serial, letters: station.keys.letter !== null }
  })
  print(terminal, options, { serial, letters }, [
    `Profil nomor ${serial} berlaku.`,
    letters ? 'Kunci surat terpasang.' : 'Kunci surat tidak ada di samping profil: Suket belum dapat terbit.',
  ])
}
