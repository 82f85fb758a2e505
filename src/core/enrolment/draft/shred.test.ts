import { copyFileSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { openSqlite } from '../../db/sqlite.ts'
import { openTestStation, quickDraft, samplePng, type TestStation } from '../../testing/index.ts'
import { sealDraft } from '../seal/seal.ts'
import { saveCapture } from './captures.ts'
import { discardDraft } from './discard.ts'
import { draftRow } from './rows.ts'

let open: TestStation
afterEach(() => open.close())

/** Every page of the store, free ones too, as a thief with the database key would read them: a copy, decrypted. */
function allPages(): Buffer {
  const { station } = open
  const copy = join(open.temp('thief'), 'copy.db')
  copyFileSync(station.paths.store, copy)
  const db = openSqlite(copy, station.keys.store, { create: false })
  db.pragma('journal_mode = DELETE')
  db.pragma("rekey = ''")
  db.close()
  return readFileSync(copy)
}

/** What must not be found any more: the captures' key, the captures, and what was typed. */
function traces(id: string, capture: Uint8Array): [string, Buffer][] {
  const { key } = draftRow(open.station.read, id)!
  return [
    ['key', Buffer.from(key)],
    ['capture', Buffer.from(capture.subarray(capture.length >> 1, (capture.length >> 1) + 48))],
    ['typed', Buffer.from('CONTOH RAHASIA YANG DIKETIK')],
  ]
}

async function draftWithTraces(): Promise<{ id: string; due: [string, Buffer][] }> {
  const { station } = open
  const id = await quickDraft(station, 1, 600_000)
  const capture = samplePng(400, 300, 9)
  await saveCapture(station, id, 'iris-left', capture, { device: 'CONTOH', attempts: 1 })
  const due = traces(id, capture)
  await station.write.transaction((tx) =>
    tx.run("UPDATE draft SET again = 'CONTOH RAHASIA YANG DIKETIK' WHERE id = ?", [id]),
  )
  return { id, due }
}

const found = (due: readonly [string, Buffer][]) => {
  const pages = allPages()
  return due.filter(([, bytes]) => pages.includes(bytes)).map(([name]) => name)
}

test.each([
  ['sealed', (id: string) => sealDraft(open.station, id)],
  ['discarded', (id: string) => discardDraft(open.station, id, 'CONTOH')],
])('of a draft that was %s nothing can be read, not even by who has the database key', async (_, end) => {
  open = await openTestStation()
  const { id, due } = await draftWithTraces()
  open.station.checkpoint()
  // The search finds what is there: the key and the words; the capture never lies there in the clear.
  expect(found(due)).toEqual(['key', 'typed'])
  await end(id)
  expect(found(due)).toEqual([])
  expect(statSync(`${open.station.paths.store}-wal`).size).toBe(0)
})

test('deleting captures does not write them over: the WAL stays small, and free pages stay secure for the rest', async () => {
  open = await openTestStation()
  const { station } = open
  const id = await quickDraft(station, 1, 3_000_000)
  station.checkpoint()
  await discardWithoutCheckpoint(id)
  expect(statSync(`${station.paths.store}-wal`).size).toBeLessThan(600_000)
  expect(station.read.get('PRAGMA secure_delete')).toEqual({ secure_delete: 1 })
})

async function discardWithoutCheckpoint(id: string): Promise<void> {
  const quiet = Object.create(open.station, {
    checkpoint: { value: () => undefined },
  }) as TestStation['station']
  await discardDraft(quiet, id, 'CONTOH')
}
