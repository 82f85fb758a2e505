import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { tempFolders } from '../testing/temp.ts'
import { createStore, openStore } from './open.ts'

const temp = tempFolders()
const KEY = new Uint8Array(32).fill(5)
const CHILD = join(import.meta.dirname, '../testing/writer-child.ts')

/** Lets a process write until it acknowledged `count`, then kills it. Answers the last number acknowledged. */
async function writeAndKill(path: string, from: number, count: number): Promise<number> {
  const child = spawn(process.execPath, [CHILD, path, Buffer.from(KEY).toString('hex'), String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let last = from - 1
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line)
    if (last >= from + count - 1) child.kill('SIGKILL')
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  expect(child.signalCode).toBe('SIGKILL')
  return last
}

test('kill -9 in the middle of writing loses nothing acknowledged, and no transaction is half there', async () => {
  const path = join(temp(), 'rekam.db')
  const first = createStore(path, KEY)
  await first.write.transaction((tx) => tx.run("INSERT INTO change_counter VALUES (1, 'e', 0)"))
  first.close()
  let next = 0
  for (const count of [1, 17, 60]) {
    const last = await writeAndKill(path, next, count)
    const store = openStore(path, KEY)
    expect(store.check('full')).toEqual([])
    const numbers = (site: string) =>
      store.read
        .all<{ at: string }>('SELECT at FROM site_log WHERE site = ? ORDER BY CAST(at AS INTEGER)', [site])
        .map(({ at }) => Number(at))
    const mmu = numbers('mmu')
    expect(mmu).toEqual(numbers('batam'))
    expect(mmu.length).toBeGreaterThan(last)
    expect(mmu).toEqual(mmu.map((_, i) => i))
    expect(store.read.get('SELECT seq FROM change_counter')).toEqual({ seq: 2 * mmu.length })
    next = mmu.length
    store.close()
  }
})
