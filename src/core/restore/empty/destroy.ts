import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  rmSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { StationPaths } from '../../station.ts'

/** With it in the folder nothing can bring the station back: it is being emptied, and that is finished at every start. */
export const EMPTYING = '.kosongkan'
/** What stays: the record, its signature, the key that proves it, the facts. */
export const RECEIPT = 'kosong'
/** Stays open while a process holds the folder. */
const LOCKS = /^station\.lock/

/** The cipher's salt, and what an old page could still say. */
const HEAD_OF_STORE = 1 << 20

type Step = (what: string) => void

function fsyncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** Overwrites the start of a file and takes it away. What an SSD keeps elsewhere is ciphertext without its key. */
function shredFile(path: string, most: number, step: Step): void {
  step(`shred ${path}`)
  const bytes = Math.min(lstatSync(path).size, most)
  const file = openSync(path, 'r+')
  try {
    writeSync(file, new Uint8Array(bytes), 0, bytes, 0)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  unlinkSync(path)
}

function shredKeys({ keys }: StationPaths, step: Step): void {
  if (!existsSync(keys)) return
  for (const name of readdirSync(keys)) shredFile(join(keys, name), Infinity, step)
  fsyncFolder(keys)
}

/**
 * Empties a station's folder where that was begun: keys first, so that the rest is ciphertext nobody opens, then the register, then all
 * else but the receipt. Killed anywhere it goes on from there at the next start. Answers whether there was anything to do.
 * @param step hears what comes next; only tests listen
 */
export function finishEmptying(paths: StationPaths, step: Step = () => undefined): boolean {
  const journal = join(paths.folder, EMPTYING)
  if (!existsSync(journal)) return false
  shredKeys(paths, step)
  if (existsSync(paths.store)) shredFile(paths.store, HEAD_OF_STORE, step)
  fsyncFolder(paths.folder)
  for (const name of readdirSync(paths.folder)) {
    if (name === EMPTYING || name === RECEIPT || LOCKS.test(name)) continue
    step(`remove ${name}`)
    rmSync(join(paths.folder, name), { recursive: true, force: true })
  }
  fsyncFolder(paths.folder)
  step('end')
  unlinkSync(journal)
  fsyncFolder(paths.folder)
  return true
}
