import { accountContract } from '../../contract/account.ts'
import { recordAct } from '../audit/index.ts'
import { confirmClock } from '../clock.ts'
import { serve } from '../rpc.ts'

const os = serve(accountContract)

export const accountHandlers = os.router({
  door: os.door.handler(({ context }) => context.desk.door()),
  unlock: os.unlock.handler(({ input, context }) => context.desk.unlock(input.account, input.passphrase)),
  lock: os.lock.handler(async ({ context }) => {
    await context.desk.lock()
    return { done: true as const }
  }),
  confirmClock: os.confirmClock.handler(async ({ context }) => {
    const station = context.desk.station()
    await station.write.transaction((tx) => {
      confirmClock(tx, station.ports.now())
      recordAct(tx, station, 'clock.confirmed', station.epoch.id)
    })
    station.changed('account')
    return context.desk.door()
  }),
})
