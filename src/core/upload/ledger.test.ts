import { expect, it } from 'vitest'
import type { WriteTx } from '../db/handles.ts'
import { Ledger } from './ledger.ts'

/** A store that counts its flushes, and what each brought. */
function counting() {
  const flushes: string[][] = []
  const transaction = async <T>(work: (tx: WriteTx) => T): Promise<T> => {
    const said: string[] = []
    const result = work({ run: (sql: string) => void said.push(sql) } as unknown as WriteTx)
    flushes.push(said)
    return result
  }
  return { flushes, write: { transaction } }
}

it('flushes together what comes together, notes with the next entry', async () => {
  const { flushes, write } = counting()
  const ledger = new Ledger(write)
  ledger.note((tx) => tx.run('begun'))
  await Promise.all([ledger.enter((tx) => tx.run('one')), ledger.enter((tx) => tx.run('two'))])
  await ledger.enter((tx) => tx.run('three'))
  expect(flushes).toEqual([['begun', 'one', 'two'], ['three']])
})

it('writes a note by itself when nothing else comes, and what is left at the end', async () => {
  const { flushes, write } = counting()
  const ledger = new Ledger(write)
  ledger.note((tx) => tx.run('alone'))
  await expect.poll(() => flushes, { timeout: 20_000 }).toEqual([['alone']])
  ledger.note((tx) => tx.run('last'))
  await ledger.end()
  await ledger.end()
  expect(flushes).toEqual([['alone'], ['last']])
})

it('tells whoever waits that nothing was written, and goes on', async () => {
  const { flushes, write } = counting()
  const ledger = new Ledger(write)
  const boom = new Error('boom')
  const failing = ledger.enter(() => {
    throw boom
  })
  await expect(failing).rejects.toBe(boom)
  await ledger.enter((tx) => tx.run('after'))
  expect(flushes).toEqual([['after']])
})

it('lets what comes in rows share a flush: for a moment, for sixteen, or for somebody who waits', async () => {
  const { flushes, write } = counting()
  const ledger = new Ledger(write)
  const row = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => ledger.enterLater((tx) => tx.run(String(from + n))))
  await Promise.all(row(0, 3))
  expect(flushes.splice(0)).toEqual([['0', '1', '2']])
  await Promise.all(row(0, 16))
  expect(flushes.splice(0).map(({ length }) => length)).toEqual([16])
  const some = row(0, 2)
  await ledger.enter((tx) => tx.run('now'))
  await Promise.all(some)
  expect(flushes.splice(0)).toEqual([['0', '1', 'now']])
  const last = row(0, 1)
  await ledger.end()
  expect(flushes).toEqual([['0']])
  await Promise.all(last)
})
