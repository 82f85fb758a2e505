import { type AnyProcedure, call, ORPCError } from '@orpc/server'
import { expect, test } from 'vitest'
import { contract } from '../contract/contract.ts'
import { isFault } from '../lib/fault.ts'
import { router } from './router.ts'
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
})

/**
 * What needs no open station and takes an empty input: doors, the program itself, which scanners are at hand, and what a dead station
 * is restored from (drives by their markers, an interrupted restore by its sources: nothing about people).
 */
const ANSWERS_LOCKED = [
  'account.door',
  'account.lock',
  'enrolment.devices',
  'restore.drives',
  'restore.emptied',
  'restore.pending',
  'restore.progress',
  'settings.about',
]

/** How a call with an empty input ends: `answered`, the fault's code, or `input` where the input was not taken. */
async function endOf(procedure: AnyProcedure, context: object): Promise<string> {
  try {
    await call(procedure, {}, { context })
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
