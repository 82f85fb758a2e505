import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { localValue, setLocal } from './db/local.ts'
import { openStore } from './db/open.ts'
import { TEST_PASSPHRASE } from './testing/index.ts'
import { testCores } from './testing/test-core.ts'

const bench = testCores()

/** Leaves the mark of a session that did not end, as a power cut does. */
async function cutPower(): Promise<void> {
  const one = await bench().unlocked()
  const { store } = one.desk.station().keys
  const key = Uint8Array.from(store)
  await one.close()
  const db = openStore(join(bench().folder, 'rekam.db'), key)
  await db.write.transaction((tx) => setLocal(tx, 'opened', 'x'))
  db.close()
}

const PAGE = 4096

/** Damages a page that opening does not read: where a table begins that nobody asks for then. */
async function damage(): Promise<void> {
  const one = await bench().unlocked()
  const { read } = one.desk.station()
  const { page } = read.get<{ page: number }>(
    "SELECT rootpage AS page FROM sqlite_schema WHERE name = 'print_grant' AND type = 'table'",
  )!
  await one.close()
  const path = join(bench().folder, 'rekam.db')
  const bytes = readFileSync(path)
  bytes.fill(0x5a, (page - 1) * PAGE + 100, (page - 1) * PAGE + 200)
  writeFileSync(path, bytes)
}

test('a clean end leaves no mark, and a sound store opens after a power cut', async () => {
  await bench().makeStation()
  await cutPower()
  const one = await bench().unlocked()
  expect(localValue(one.desk.station().read, 'opened')).toBeDefined()
  expect(bench().ports.log.lines.filter((line) => line.startsWith('error'))).toEqual([])
})

test('after a power cut a damaged store is found before anybody works on it', async () => {
  await bench().makeStation()
  await damage()
  await cutPower()
  const one = await bench().start()
  await expect(one.desk.unlock('penyelia', TEST_PASSPHRASE)).rejects.toThrow('STORE-DAMAGED')
  expect(one.desk.door()).toEqual({ door: 'broken', code: 'STORE-DAMAGED' })
  expect(bench().ports.log.lines.join('\n')).toContain('store check')
})

test('in the background a damaged store is found, closed, and not opened again', async () => {
  await bench().makeStation()
  await damage()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const one = await bench().unlocked()
  vi.advanceTimersByTime(60_000)
  vi.useRealTimers()
  await expect
    .poll(() => one.desk.door(), { timeout: 15_000 })
    .toEqual({ door: 'broken', code: 'STORE-DAMAGED' })
  await expect(one.desk.unlock('penyelia', TEST_PASSPHRASE)).rejects.toThrow('STORE-DAMAGED')
})

test('the full check comes weekly, the quick one in between', async () => {
  await bench().makeStation()
  const { ports } = bench()
  const checks = () => ports.log.lines.filter((line) => line.includes('store checked'))
  const runForAMinute = async () => {
    const before = checks().length
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const one = await bench().unlocked()
    vi.advanceTimersByTime(60_000)
    vi.useRealTimers()
    await expect.poll(() => checks().length, { timeout: 15_000 }).toBe(before + 1)
    await one.close()
    return checks().at(-1)
  }
  expect(await runForAMinute()).toContain('full')
  ports.clock.advance(3 * 24 * 3600_000)
  expect(await runForAMinute()).toContain('quick')
  ports.clock.advance(5 * 24 * 3600_000)
  expect(await runForAMinute()).toContain('full')
})
