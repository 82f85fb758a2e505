import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { refuse } from '../refuse.ts'
import { type FakePorts, fakePorts } from '../testing/index.ts'
import { tempFolders } from '../testing/temp.ts'
import { FREE_TRIES, secondsLeft, Tries, waitAfter } from './tries.ts'

const temp = tempFolders()
let ports: FakePorts
let keys: string
let tries: Tries
beforeEach(() => {
  ports = fakePorts()
  keys = temp()
  tries = new Tries(keys, ports)
})

const wrong = (account = 'siti') =>
  tries.guess(account, () => Promise.reject(refuse('ACCOUNT-WRONG-PASSPHRASE')))
const right = (account = 'siti') => tries.guess(account, () => Promise.resolve('in'))
async function failing(times: number): Promise<void> {
  for (let i = 0; i < times; i++) await expect(wrong()).rejects.toThrow('ACCOUNT-WRONG-PASSPHRASE')
}

test('the wait grows, and never to more than a quarter of an hour', () => {
  expect([0, 4, 5, 6, 7, 8, 9, 10, 60].map(waitAfter)).toEqual([0, 0, 30, 60, 120, 240, 480, 900, 900])
})

describe('who guesses', () => {
  test('waits after the free tries, longer each time; the right password does not help until then', async () => {
    await failing(FREE_TRIES)
    await expect(right()).rejects.toMatchObject({ code: 'ACCOUNT-WAIT', params: { seconds: 30 } })
    ports.clock.advance(29_000)
    await expect(right()).rejects.toMatchObject({ params: { seconds: 1 } })
    ports.clock.advance(1000)
    await failing(1)
    await expect(right()).rejects.toMatchObject({ params: { seconds: 60 } })
    ports.clock.advance(60_000)
    expect(await right()).toBe('in')
    await failing(FREE_TRIES)
  })

  test('keeps nobody else out', async () => {
    await failing(FREE_TRIES)
    expect(await right('budi')).toBe('in')
    await expect(right()).rejects.toThrow('ACCOUNT-WAIT')
  })

  test('gains nothing by starting the program again, or the machine', async () => {
    await failing(FREE_TRIES)
    ports.clock.advance(10_000)
    tries = new Tries(keys, ports)
    await expect(right()).rejects.toMatchObject({ params: { seconds: 20 } })
    ports.clock.restart()
    tries = new Tries(keys, ports)
    await expect(right()).rejects.toMatchObject({ params: { seconds: 30 } })
    ports.clock.advance(30_000)
    expect(await right()).toBe('in')
  })

  test('gains nothing by setting the clock, and a clock set back locks nobody out for years', async () => {
    await failing(FREE_TRIES)
    ports.clock.set('2099-01-01T00:00:00.000Z')
    await expect(right()).rejects.toMatchObject({ params: { seconds: 30 } })
    ports.clock.set('2001-01-01T00:00:00.000Z')
    ports.clock.advance(30_000)
    expect(await right()).toBe('in')
  })

  test('gains nothing by cutting the power while a try is judged: it is on the disk by then', async () => {
    await failing(FREE_TRIES - 1)
    void tries.guess('siti', () => new Promise<never>(() => {}))
    await expect.poll(() => readFileSync(join(keys, 'tries.json'), 'utf8')).toContain('"failures":5')
    tries = new Tries(keys, ports)
    await expect(right()).rejects.toThrow('ACCOUNT-WAIT')
  })

  test('gains nothing by spoiling the file', async () => {
    writeFileSync(join(keys, 'tries.json'), '{"version":1,"accounts":{"siti":')
    await expect(right()).rejects.toThrow('ACCOUNT-WAIT')
    await expect(right('budi')).rejects.toThrow('ACCOUNT-WAIT')
    ports.clock.advance(900_000)
    expect(await right()).toBe('in')
    expect(await right('budi')).toBe('in')
  })
})

test('what fails for another reason is no try', async () => {
  for (let i = 0; i < FREE_TRIES + 1; i++)
    await expect(tries.guess('siti', () => Promise.reject(refuse('ACCOUNT-OTHER-MACHINE')))).rejects.toThrow(
      'ACCOUNT-OTHER-MACHINE',
    )
  expect(await right()).toBe('in')
})

test('where nothing can be written people still get in, and guesses still count', async () => {
  rmSync(keys, { recursive: true })
  expect(await right()).toBe('in')
  await failing(FREE_TRIES)
  await expect(right()).rejects.toThrow('ACCOUNT-WAIT')
  expect(ports.log.lines.join()).toContain('tries are not kept')
  mkdirSync(keys)
})

test('a wait ends within itself, whatever the machine was through', () => {
  fc.assert(
    fc.property(fc.nat(100), fc.nat(1e8), fc.nat(1e8), (failures, then, now) => {
      const left = secondsLeft({ failures, uptime: then }, now)
      expect(left).toBeGreaterThanOrEqual(0)
      expect(left).toBeLessThanOrEqual(waitAfter(failures))
    }),
  )
})
