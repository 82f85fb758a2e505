import { backupContract, type Disk } from '../../contract/backup.ts'
import { isFault } from '../../lib/fault.ts'
import type { Desk } from '../context.ts'
import { serve } from '../rpc.ts'
import type { Station } from '../station.ts'
import { runBackup } from './backup.ts'
import { ejectDisk } from './eject.ts'
import { keepDisk } from './keep.ts'
import { reportLost } from './lose.ts'
import { planPurge, purge } from './purge/purge.ts'
import { settleAlarm } from './routine/alarm.ts'
import { pairDisk } from './pair.ts'
import { backupStatus } from './status.ts'
import { verifyAnywhere, verifyForStation } from './verify/verify.ts'
import { watchBackup } from './watch.ts'

const os = serve(backupContract)

/** The open station, or undefined: a disk can be verified without one. */
function openStation(desk: Desk): Station | undefined {
  try {
    return desk.station()
  } catch (error) {
    if (isFault(error)) return undefined
    throw error
  }
}

async function diskOf(station: Station, id: string): Promise<Disk> {
  const { disks } = await backupStatus(station)
  const found = disks.find((disk) => disk.id === id)
  if (!found) throw new RangeError('a disk just written is not in the register')
  return found
}

export const backupHandlers = os.router({
  status: os.status.handler(({ context }) => backupStatus(context.desk.station())),
  pair: os.pair.handler(async ({ input, context }) => {
    const station = context.desk.station()
    const { id } = await pairDisk(station, input)
    return diskOf(station, id)
  }),
  keep: os.keep.handler(async ({ input, context }) => {
    const station = context.desk.station()
    await keepDisk(station, input)
    return diskOf(station, input.disk)
  }),
  reportLost: os.reportLost.handler(({ input, context }) => reportLost(context.desk.station(), input)),
  settleAlarm: os.settleAlarm.handler(async ({ input, context }) => {
    await settleAlarm(context.desk.station(), input.alarm, input.reason)
    return { done: true }
  }),
  purgePlan: os.purgePlan.handler(({ context }) => planPurge(context.desk.station())),
  purge: os.purge.handler(({ input, context }) => purge(context.desk.station(), input)),
  eject: os.eject.handler(async ({ input, context }) => {
    await ejectDisk(context.desk.station(), input.mount)
    return { done: true }
  }),
  run: os.run.handler(({ input, context }) =>
    runBackup(context.desk.station(), input.mount, { thorough: true }),
  ),
  verify: os.verify.handler(({ input, context: { desk } }) => {
    const station = openStation(desk)
    return station
      ? verifyForStation(station, input.mount, { cold: input.cold })
      : verifyAnywhere(desk.ports.volumes, { mount: input.mount, root: null, station: null })
  }),
  watch: os.watch.handler(({ context, signal }) => watchBackup(context.desk.station(), signal)),
})
