import { backupContract, type Disk } from '../../contract/backup.ts'
import { serve } from '../rpc.ts'
import type { Station } from '../station.ts'
import { runBackup } from './backup.ts'
import { ejectDisk } from './eject.ts'
import { keepDisk } from './keep.ts'
import { reportLost } from './lose.ts'
import { planPurge, purge } from './purge/purge.ts'
import { settleAlarm } from './routine/alarm.ts'
import { readAll, stopReading } from './routine/read-all.ts'
import { pairDisk } from './pair.ts'
import { backupStatus } from './status.ts'
import { watchBackup } from './watch.ts'

const os = serve(backupContract)

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
  eject: os.eject.handler(({ input, context }) => ejectDisk(context.desk.station(), input.mount)),
  run: os.run.handler(({ input, context }) =>
    runBackup(context.desk.station(), input.mount, { thorough: true }),
  ),
  readAll: os.readAll.handler(({ input, context }) => readAll(context.desk.station(), input.mount)),
  stopReading: os.stopReading.handler(async ({ input, context }) => {
    await stopReading(context.desk.station(), input.disk)
    return { done: true }
  }),
  watch: os.watch.handler(({ context, signal }) => watchBackup(context.desk.station(), signal)),
})
