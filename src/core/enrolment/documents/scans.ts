import { lstat, readdir } from 'node:fs/promises'
import { basename, isAbsolute, join } from 'node:path'
import type { KeptPages } from '../../../contract/documents.ts'
import type { DocumentKind, Draft } from '../../../contract/enrolment.ts'
import { errnoOf, faultOfErrno, isFault } from '../../../lib/fault.ts'
import { openPlain } from '../../../lib/open-plain.ts'
import { recordAct } from '../../audit/index.ts'
import { localValue, setLocal } from '../../db/local.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { addDocument } from './documents.ts'

/** A file that a scanner left. */
export interface Scan {
  readonly name: string
  readonly bytes: number
  readonly at: string
}

const TAKEN = /\.(?:jpe?g|png|pdf)$/i
const SHOWN = 50
const FILE_LIMIT = 20_000_000

/** What lies in the folder that this desk's scanner writes to, newest first; nothing while the folder is away. */
export async function listScans(station: Station): Promise<{ folder: string | null; files: Scan[] }> {
  const folder = localValue(station.read, 'scan-folder') ?? null
  if (folder === null) return { folder, files: [] }
  const names = await namesIn(folder)
  const scans = await Promise.all(
    names.filter((name) => TAKEN.test(name)).map((name) => scanOf(folder, name)),
  )
  const files = scans.filter((scan) => scan !== undefined)
  return { folder, files: files.toSorted((a, b) => (a.at < b.at ? 1 : -1)).slice(0, SHOWN) }
}

/** Remembers the folder that the scanner writes to. FILE-MISSING, INPUT-INVALID. */
export async function chooseScanFolder(station: Station, path: string): Promise<{ done: true }> {
  if (!isAbsolute(path)) throw refuse('INPUT-INVALID', { why: path })
  try {
    await readdir(path)
  } catch (error) {
    throw faultOfErrno(error, 'read', path)
  }
  await station.write.transaction((tx) => {
    const old = localValue(tx, 'scan-folder') ?? null
    setLocal(tx, 'scan-folder', path)
    recordAct(tx, station, 'scan-folder.chosen', station.code, { old, new: path })
  })
  return { done: true }
}

/** Takes a scan into a draft; the file stays where it is. Links are not followed. FILE-MISSING, DOCUMENT-UNREADABLE. */
export async function takeScan(
  station: Station,
  id: string,
  kind: DocumentKind,
  name: string,
  pages?: KeptPages,
): Promise<Draft> {
  return addDocument(station, id, kind, await readScan(station, name), pages)
}

/** A file of the scanner's folder, whole. FILE-MISSING, DOCUMENT-UNREADABLE. */
export async function readScan(station: Station, name: string): Promise<Uint8Array> {
  const folder = localValue(station.read, 'scan-folder')
  if (folder === undefined || basename(name) !== name || !TAKEN.test(name)) {
    throw refuse('FILE-MISSING', { path: name })
  }
  return readPlain(join(folder, name))
}

async function readPlain(path: string): Promise<Uint8Array> {
  try {
    const { file, size } = await openPlain(path)
    await using opened = file
    if (size > FILE_LIMIT) {
      throw refuse('DOCUMENT-UNREADABLE', { why: 'lebih besar dari 20 MB', whyEn: 'larger than 20 MB' })
    }
    return await opened.readFile()
  } catch (error) {
    if (isFault(error, 'FILE-IO')) throw refuse('FILE-MISSING', { path: basename(path) }, error)
    throw isFault(error) ? error : faultOfErrno(error, 'read', basename(path))
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    // A stick that was pulled out or a share that is away: nothing to take, no error.
    if (errnoOf(error) === undefined) throw error
    return []
  }
}

async function scanOf(folder: string, name: string): Promise<Scan | undefined> {
  try {
    const stat = await lstat(join(folder, name))
    if (!stat.isFile() || stat.size === 0) return undefined
    return { name, bytes: stat.size, at: stat.mtime.toISOString() }
  } catch (error) {
    if (errnoOf(error) === undefined) throw error
    return undefined
  }
}
