import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { type Draft, draftSchema } from '../../contract/enrolment.ts'
import { hex } from '../../lib/bytes.ts'
import { sha256 } from '../../lib/hash.ts'
import { captureOf, draftRow, draftView } from '../enrolment/draft/rows.ts'
import { packetPath } from '../enrolment/seal/paths.ts'
import type { Station } from '../station.ts'
import type { Said } from './desk-process.ts'
import { reopenStation } from './reopen-station.ts'

/** What a folder holds of the recording in work and of those that are sealed. */
export interface Found {
  readonly draft: Draft | undefined
  readonly recordings: readonly string[]
}

/** Reads a folder as the next start does; every capture opens, every recording has its packet, numbers have no gap. */
function look(station: Station, id: string | undefined): Found {
  const { read } = station
  const row = id === undefined ? undefined : draftRow(read, id)
  const draft = row && draftSchema.parse(draftView(read, row))
  for (const { slot, bytes } of draft?.captures ?? []) {
    expect(captureOf(read, draft!.id, slot)!.bytes.length).toBe(bytes)
  }
  const rows = read.all<{ id: string; seq: number; sha256: string; sealed_at: string }>(
    'SELECT id, seq, sha256, sealed_at FROM recording ORDER BY seq',
  )
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, i) => i + 1))
  for (const one of rows) {
    expect(hex(sha256(readFileSync(packetPath(station, one.id, one.sealed_at))))).toBe(one.sha256)
  }
  return { draft, recordings: rows.map((one) => one.id) }
}

/** Opens a folder that a crash left; its store is sound. @param key of the store, hex @param name other ids than the runs before */
export function foundIn(folder: string, key: string, name: string, id: string | undefined): Found {
  const { station, store } = reopenStation(folder, Buffer.from(key, 'hex'), name)
  try {
    expect(store.check('full')).toEqual([])
    return look(station, id)
  } finally {
    store.close()
  }
}

/** Whether a folder is exactly as it was said to be: the same fields, captures, exceptions and step, and every sealed recording. */
export function isAs({ draft, recordings }: Found, said: Said, id: string | undefined): boolean {
  const due = said.draft?.id === id ? said.draft : undefined
  return (
    JSON.stringify(draft) === JSON.stringify(due) &&
    said.sealed.every(({ recording }) => recordings.includes(recording))
  )
}
