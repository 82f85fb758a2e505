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
