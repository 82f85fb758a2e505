import { lstat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { type BiodataDraft, biodataDraftSchema } from '../../../contract/biodata.ts'
import { type Slot, slotSchema } from '../../../contract/enrolment.ts'
import { formatId } from '../../../formats/id.ts'
import { parseJson } from '../../../formats/json.ts'
import { concat, utf8 } from '../../../lib/bytes.ts'
import { errnoOf, type Fault, faultOfErrno, isFault } from '../../../lib/fault.ts'
import { sha256 } from '../../../lib/hash.ts'
import { readBounded } from '../../../lib/read-bounded.ts'
import { refuse } from '../../refuse.ts'
import type { WhyNot } from '../image/header.ts'
import { SLOTS } from '../slots.ts'
import { endingsOf, FILE_LIMIT, fileOfSlot, FOLDER_SLOTS } from './files.ts'

/** A person's folder, read: nothing is checked yet but that it is one. */
export interface PersonFolder {
  /** Name of the folder; carries no meaning. */
  readonly name: string
  /** Follows from the content alone: the same folder read again, under any name, is the same recording. */
  readonly id: string
  readonly biodata: BiodataDraft
  readonly captures: ReadonlyMap<Slot, Uint8Array>
  readonly exceptions: ReadonlyMap<Slot, string>
}

const JSON_LIMIT = 64 << 10

const exceptionsSchema = z.partialRecord(
  slotSchema.refine((slot) => SLOTS[slot].exceptable),
  z.string().min(3).max(200),
)

/** FOLDER-UNREADABLE in words. */
export function folderUnreadable(name: string, why: WhyNot, cause?: unknown): Fault {
  return refuse('FOLDER-UNREADABLE', { folder: name, ...why }, cause)
}

/** Reads a person's folder (resources/people/README.md). Links are not followed. FOLDER-UNREADABLE, FILE-IO. */
export async function readPersonFolder(folder: string): Promise<PersonFolder> {
  const name = basename(folder)
  const files = new Map<string, Uint8Array>()
  const take = async (file: string) => {
    const bytes = await readPlain(folder, name, file)
    if (bytes) files.set(file, bytes)
    return bytes
  }
  const biodata = readJson(name, 'biodata.json', await take('biodata.json'), biodataDraftSchema)
  if (!biodata)
    throw folderUnreadable(name, { why: 'biodata.json tidak ada', whyEn: 'there is no biodata.json' })
  const exceptions = readJson(name, 'exceptions.json', await take('exceptions.json'), exceptionsSchema)
  const captures = new Map<Slot, Uint8Array>()
  for (const slot of FOLDER_SLOTS) {
    for (const ending of endingsOf(slot)) {
      const bytes = captures.has(slot) ? undefined : await take(`${fileOfSlot(slot)}.${ending}`)
      if (bytes) captures.set(slot, bytes)
    }
  }
  return {
    name,
    id: contentId(files),
    biodata,
    captures,
    exceptions: new Map(Object.entries(exceptions ?? {}) as [Slot, string][]),
  }
}

/** SHA-256 over names and digests of all files, its first 128 bits as an id: who has not the content cannot guess it. */
function contentId(files: ReadonlyMap<string, Uint8Array>): string {
  const parts = [...files]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([file, bytes]) => [utf8(`${file}\n`), sha256(bytes)])
  return formatId(sha256(concat(utf8('rekam-folder-v1\n'), ...parts)).subarray(0, 16))
}

async function readPlain(folder: string, name: string, file: string): Promise<Uint8Array | undefined> {
  const path = join(folder, file)
  try {
    const stat = await lstat(path)
    if (!stat.isFile() || stat.size > FILE_LIMIT) {
      throw folderUnreadable(name, { why: `${file} bukan berkas biasa`, whyEn: `${file} is no plain file` })
    }
    return await readBounded(path, FILE_LIMIT)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return undefined
    throw faultOfErrno(error, 'read', path)
  }
}

function readJson<S extends z.ZodType>(
  name: string,
  file: string,
  bytes: Uint8Array | undefined,
  schema: S,
): z.output<S> | undefined {
  if (!bytes) return undefined
  const why = { why: `${file} tidak dapat dibaca`, whyEn: `${file} cannot be read` }
  try {
    const result = schema.safeParse(parseJson(file, bytes, JSON_LIMIT))
    if (result.success) return result.data
  } catch (error) {
    if (!isFault(error)) throw error
    throw folderUnreadable(name, why, error)
  }
  throw folderUnreadable(name, why)
}
