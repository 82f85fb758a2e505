import { settingsContract } from '../../contract/settings.ts'
import { refuse } from '../refuse.ts'
import { serve } from '../rpc.ts'
import { SCHEMA } from '../db/migrate.ts'
import { findProfiles, inspected } from './find-profiles.ts'
import { inspectProfile, stationFromProfile } from './from-profile.ts'
import { stationInfo } from './info.ts'
import { FIRST_ACCOUNTS, makeStation, stationExists } from './make-station.ts'
import { stationPaths } from './station-folder.ts'
import { installWaiting, waitingProfile } from './waiting-profile.ts'
import type { LiveStation } from './open-station.ts'
import { VERSION } from './version.ts'

const os = serve(settingsContract)

export const settingsHandlers = os.router({
  about: os.about.handler(({ context }) => ({
    version: VERSION,
    schema: SCHEMA,
    node: process.versions.node,
    runtime: context.desk.ports.runtime,
    practice: context.desk.ports.practice !== null,
    folder: context.desk.paths.station,
  })),
  station: os.station.handler(({ context }) => stationInfo(context.desk.station())),
  init: os.init.handler(async ({ input, context }) => {
    const { ports, paths } = context.desk
    const own = stationPaths(paths.station, paths.resources)
    if (stationExists(own)) throw refuse('STATION-EXISTS')
    const source = await stationFromProfile(input.profile.path)
    const { passphrase } = input
    await makeStation(own, ports, { ...source, passphrase })
    await context.desk.unlock(FIRST_ACCOUNTS[0]!.name, passphrase)
    return stationInfo(context.desk.station())
  }),
  findProfiles: os.findProfiles.handler(({ context }) => {
    const { ports, paths } = context.desk
    // Where a station is, nobody needs to know what lies on drives to make one.
    if (stationExists(stationPaths(paths.station, paths.resources))) return { profiles: [], refused: [] }
    return findProfiles(ports.volumes)
  }),
  inspectProfile: os.inspectProfile.handler(async ({ input }) => {
    return inspected(await inspectProfile(input.path))
  }),
  waitingProfile: os.waitingProfile.handler(({ context }) => waitingProfile(context.desk.station())),
  installWaiting: os.installWaiting.handler(async ({ input, context }) => {
    const station = context.desk.station() as LiveStation
    await installWaiting(station, input.serial)
    return stationInfo(station)
  }),
  practice: os.practice.handler(async ({ input, context }) => {
    const { restart, practice } = context.desk.ports
    if (!restart) throw refuse('PRACTICE-WINDOW')
    // Nobody is thrown out of a recording, and what runs at a desk that rests goes on.
    const door = context.desk.door()
    if (practice === null && (door.door === 'open' || (door.door === 'locked' && door.resting)))
      throw refuse('PRACTICE-OPEN')
    await restart(input.to)
    return { done: true }
  }),
  choosePath: os.choosePath.handler(async ({ input, context }) => {
    const { ports, chosen } = context.desk
    const path = (await ports.dialogs?.choosePath(input.kind, input.suggested)) ?? null
    if (path !== null) chosen.add(path)
    return { path }
  }),
})
