import { type AnyProcedure, call, ORPCError } from '@orpc/server'
import { describe, expect, test } from 'vitest'
import { type Role, roleSchema } from '../contract/account.ts'
import { contract } from '../contract/contract.ts'
import {
  ANYONE,
  mayCall,
  PERMISSIONS,
  permissionOf,
  type ProcedureName,
  STREAM_PERMISSIONS,
} from '../contract/permissions.ts'
import { isFault } from '../lib/fault.ts'
import type { CoreContext } from './context.ts'
import { answerStream } from './open-core-streams.ts'
import { permitted } from './permit.ts'
import { router } from './router.ts'
import { recording } from './router-reads.ts'
import { TEST_PASSPHRASE } from './testing/index.ts'
import { testCores } from './testing/test-core.ts'

const bench = testCores()

/** `room.procedure` and the procedure. */
function proceduresOf(rooms: Readonly<Record<string, object>>): [string, AnyProcedure][] {
  return Object.entries(rooms).flatMap(([room, procedures]) =>
    Object.entries(procedures).map(([name, it]): [string, AnyProcedure] => [
      `${room}.${name}`,
      it as AnyProcedure,
    ]),
  )
}

test('every procedure of the contract has its handler, and nothing else has one', () => {
  const names = (rooms: Readonly<Record<string, object>>) =>
    proceduresOf(rooms)
      .map(([name]) => name)
      .toSorted()
  expect(names(router)).toEqual(names(contract))
  expect(names(PERMISSIONS)).toEqual(names(contract))
})

/**
 * What needs no open station and takes an empty input: doors, the program itself, which scanners are at hand, and what a dead station
 * is restored from (drives by their markers, an interrupted restore by its sources: nothing about people).
 */
const ANSWERS_LOCKED = [
  'account.challenge',
  'account.door',
  'account.lock',
  'enrolment.devices',
  'restore.drives',
  'restore.emptied',
  'restore.pending',
  'restore.progress',
  'settings.about',
  'settings.findProfiles',
]

/** How a call ends: `answered`, the fault's code, or `input` where the input was not taken. */
async function endOf(procedure: AnyProcedure, context: object, input: unknown = {}): Promise<string> {
  try {
    await call(procedure, input, { context })
    return 'answered'
  } catch (error) {
    if (isFault(error)) return error.code
    if (error instanceof ORPCError && error.code === 'BAD_REQUEST') return 'input'
    throw error
  }
}

test('behind a locked door nothing answers but the door', async () => {
  await bench().makeStation()
  const core = await bench().start()
  const answered = []
  for (const [name, procedure] of proceduresOf(router)) {
    const end = await endOf(procedure, core.context())
    expect({ name, end }).toEqual({
      name,
      end: expect.stringMatching(/^(answered|input|STATION-LOCKED)$/) as string,
    })
    if (end === 'answered') answered.push(name)
  }
  expect(answered.toSorted()).toEqual(ANSWERS_LOCKED)
})

/** What no procedure takes: whoever is told about the input got past the permissions, and nothing was done. */
const NO_INPUT = 'no input that any procedure takes'

/** The context of somebody with a role at the open station. */
function as(role: Role, { desk }: CoreContext): CoreContext {
  const station = { ...desk.station(), actor: { account: role, role } }
  return { desk: { ...desk, station: () => station } }
}

describe('the table of permissions, every procedure', () => {
  test('with a locked station: what is not for anyone is refused, whatever the input', async () => {
    await bench().makeStation()
    const core = await bench().start()
    for (const [name, procedure] of proceduresOf(router)) {
      const end = await endOf(procedure, core.context(), NO_INPUT)
      expect({ name, end }).toEqual({ name, end: permissionOf(name) === ANYONE ? 'input' : 'STATION-LOCKED' })
    }
  })

  test.each(roleSchema.options)('at an open station as %s', async (role) => {
    await bench().makeStation()
    const context = as(role, (await bench().unlocked()).context())
    for (const [name, procedure] of proceduresOf(router)) {
      const end = await endOf(procedure, context, NO_INPUT)
      expect({ name, end }).toEqual({
        name,
        end: mayCall(role, name as ProcedureName) ? 'input' : 'ACCOUNT-ROLE',
      })
    }
  })

  test("a procedure without an entry is nobody's", async () => {
    await bench().makeStation()
    const core = await bench().unlocked()
    const rooms = permitted(
      { toString: router.account, account: { forgotten: router.account.door } },
      recording,
    )
    const { forgotten } = rooms.account
    for (const role of roleSchema.options)
      for (const procedure of [forgotten, rooms.toString.lock])
        expect(await endOf(procedure, as(role, core.context()))).toBe('ACCOUNT-ROLE')
  })

  test('streams are read by those alone who do that work, and by nobody while it is locked', async () => {
    await bench().makeStation()
    const core = await bench().start()
    const rooms = Object.entries(STREAM_PERMISSIONS)
    for (const [room] of rooms) expect((await core.stream(`${room}/x.pdf`)).status).toBe(403)
    await core.desk.unlock('penyelia', TEST_PASSPHRASE)
    for (const role of roleSchema.options)
      for (const [room, allowed] of rooms) {
        const { status } = await answerStream(as(role, core.context()).desk, `${room}/x.pdf`)
        expect({ room, role, refused: status === 403 }).toEqual({
          room,
          role,
          refused: !(allowed as readonly Role[]).includes(role),
        })
      }
  })
})

test.each<[Role, ProcedureName]>([
  ['operator', 'suket.void'],
  ['operator', 'backup.purge'],
  ['operator', 'enrolment.approveExceptions'],
  ['operator', 'audit.list'],
  ['operator', 'restore.gain'],
  ['teknisi', 'enrolment.show'],
  ['teknisi', 'suket.issue'],
  ['teknisi', 'resident.checkNik'],
  ['administrator', 'enrolment.list'],
  ['administrator', 'restore.empty'],
])('%s never may: %s', (role, name) => {
  expect(mayCall(role, name)).toBe(false)
})
