import { join } from 'node:path'
import { type Account, accountContract } from '../../contract/account.ts'
import { recordAct } from '../audit/index.ts'
import { confirmClock } from '../clock.ts'
import type { Desk } from '../context.ts'
import { serve } from '../rpc.ts'
import type { Station } from '../station.ts'
import { nextChallenge } from './challenge.ts'
import { addAccount, changeRole, choosePin, disableAccount, listAccounts, renewPassphrase } from './manage.ts'
import { changePassphrase } from './passphrases.ts'

const os = serve(accountContract)

const DONE = { done: true } as const

async function proven(desk: Desk, current: string): Promise<Station> {
  const station = desk.station()
  await desk.prove(station.actor.account, current)
  return station
}

/** After a change of accounts: the list as it stands. */
async function listed(station: Station, change: Promise<void>): Promise<Account[]> {
  await change
  return listAccounts(station)
}

export const accountHandlers = os.router({
  door: os.door.handler(({ context }) => context.desk.door()),
  unlock: os.unlock.handler(({ input, context }) => context.desk.unlock(input.account, input.passphrase)),
  lock: os.lock.handler(async ({ context }) => {
    await context.desk.lock()
    return DONE
  }),
  rest: os.rest.handler(async ({ context }) => {
    await context.desk.rest()
    return DONE
  }),
  resume: os.resume.handler(({ input, context }) => context.desk.resume(input.account, input.pin)),
  challenge: os.challenge.handler(({ context: { desk } }) => nextChallenge(join(desk.paths.station, 'keys'))),
  reset: os.reset.handler(({ input: { n, code, account, passphrase }, context: { desk } }) =>
    desk.reset({ n, code }, account, passphrase),
  ),
  list: os.list.handler(({ context }) => listAccounts(context.desk.station())),
  add: os.add.handler(({ input, context: { desk } }) =>
    listed(desk.station(), addAccount(desk.station(), input)),
  ),
  disable: os.disable.handler(({ input, context: { desk } }) =>
    listed(desk.station(), disableAccount(desk.station(), input.name)),
  ),
  renew: os.renew.handler(({ input, context: { desk } }) =>
    listed(desk.station(), renewPassphrase(desk.station(), input)),
  ),
  role: os.role.handler(({ input, context: { desk } }) =>
    listed(desk.station(), changeRole(desk.station(), input)),
  ),
  passphrase: os.passphrase.handler(async ({ input, context: { desk } }) => {
    await changePassphrase(await proven(desk, input.current), input.passphrase)
    return DONE
  }),
  pin: os.pin.handler(async ({ input, context: { desk } }) => {
    await choosePin(await proven(desk, input.current), input.pin)
    return DONE
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
