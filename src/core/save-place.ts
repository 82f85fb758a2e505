import { constants } from 'node:fs'
import { open, realpath } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative } from 'node:path'
import { errnoOf, faultOfErrno } from '../lib/fault.ts'
import { isPractice } from './practice-mark.ts'
import { refuse } from './refuse.ts'
import type { Station } from './station.ts'

/** How the files that people save begin. */
const BEGINS = {
  pdf: '%PDF-',
  // The text of a QR of ours.
  txt: 'REKAM',
  xlsx: 'PK\u0003\u0004',
  ndjson: '{"for',
  csv: '\u00ef\u00bb\u00bf',
} as const

type Paths = Pick<Station['paths'], 'folder'>

/** Where a path really lies, through links, also where nothing is there yet. */
export async function realPlace(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    const parent = dirname(path)
    if (errnoOf(error) !== 'ENOENT' || parent === path) throw faultOfErrno(error, 'realpath', path)
    return join(await realPlace(parent), basename(path))
  }
}

/** Refuses a path that is or lies in the station's own folder: nothing that a page or a person names is written there. SAVE-PLACE; INPUT-INVALID for a path that is not absolute. */
export async function refuseOwnFolder({ folder }: Paths, path: string): Promise<void> {
  // Where the program happened to be started is no place that anybody chose.
  if (!isAbsolute(path)) throw refuse('INPUT-INVALID', { why: 'path' })
  if (isPractice(folder)) {
    const home = relative(dirname(await realPlace(folder)), await realPlace(path))
    if (home === '' || home.startsWith('..') || isAbsolute(home)) throw refuse('PRACTICE-PLACE')
  }
  const within = relative(await realPlace(folder), await realPlace(path))
  if (within === '' || !(within.startsWith('..') || isAbsolute(within))) throw refuse('SAVE-PLACE')
}

async function beginning(path: string): Promise<string | null> {
  try {
    // A pipe is not waited for; Windows does not know the flag.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      if (!(await file.stat()).isFile()) throw refuse('FILE-EXISTS', { path })
      const { bytesRead, buffer } = await file.read(new Uint8Array(5), 0, 5, 0)
      return Buffer.from(buffer.subarray(0, bytesRead)).toString('latin1')
    } finally {
      await file.close()
    }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw faultOfErrno(error, 'read', path)
  }
}

/**
 * Before a file that somebody named is written: not into the station's folder (SAVE-PLACE), and over nothing but an older file of its kind (FILE-EXISTS). A
 * page that is not ours any more can name any path; it cannot destroy what lies there.
 */
export async function refusePlace(paths: Paths, path: string, kind: keyof typeof BEGINS): Promise<void> {
  await refuseOwnFolder(paths, path)
  const there = await beginning(path)
  if (there !== null && there !== '' && !there.startsWith(BEGINS[kind])) throw refuse('FILE-EXISTS', { path })
}
