import { resolve } from 'node:path'
import { installProfile, type LiveStation, readProfileFile } from '../settings/index.ts'
import { type Common, print, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

/** `rekam profile install`: a newer profile of the same station, signed by the root that was pinned at its founding. */
export async function profileInstall(
  terminal: Terminal,
  options: Common & StationOptions & { profile: string },
): Promise<void> {
  const signed = await readProfileFile(resolve(options.profile))
  const serial = await withStation(options, async (station) => {
    await installProfile(station as LiveStation, signed)
    return station.profile.serial
  })
  print(terminal, options, { serial }, [`Profil nomor ${serial} berlaku.`])
}
