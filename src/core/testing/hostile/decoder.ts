import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where the folders of this process lie, so that one left behind by a run that was killed is not taken for ours. */
export const HOSTILE_PREFIX = `rekam-hostile-${process.pid}-`

/** A folder for as long as the work takes. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), HOSTILE_PREFIX))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Something that reads files of others. */
export interface Decoder {
  readonly name: string
  /** Sound files, each of which it takes. */
  readonly sound: readonly Uint8Array[]
  /** Takes whatever it is given, and what it finds is judged by others. */
  readonly refusesNothing?: true
  /** One of so many inputs is tried in every run, where each costs a process or a thread; the long form tries all. */
  readonly oneIn?: number
  /** Reads the whole of it, or throws a refusal. `of` is the sound file that it was made of. */
  read(bytes: Uint8Array, of: number): unknown
}

/** Reads to the end what is read piece by piece. */
export async function drained(pieces: AsyncIterable<unknown>): Promise<number> {
  let count = 0
  for await (const _ of pieces) count++
  return count
}
