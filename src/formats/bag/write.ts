import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { hex } from '../../lib/bytes.ts'
import { Crew } from '../../lib/crew.ts'
import { nodeFs } from '../../lib/durable-fs.ts'
import { Fault, faultOfErrno, isFault } from '../../lib/fault.ts'
import { sha256 } from '../../lib/hash.ts'
import { readBack, type Via } from '../../lib/read-back.ts'
import { createDurably, createForBatch, ensureDirDurably } from '../../lib/write-durably.ts'
import { type BagInput, PAYLOAD, type PayloadFile, SIGNATURE_NAME, writeBagPlan } from './plan.ts'

/** A file under data/, whole: the largest is a packet. */
export interface PayloadSource {
  readonly path: string
  readonly data: Uint8Array
}

/** Whoever the drive is given to may read it: what it holds is sealed or meant for them. */
const MODE = 0o644

/** Files written or read at once: disks flush several in the time of one. */
const CREW = { tasks: 4, bytes: 32 << 20 }
/** What reading a file back holds in memory. */
const READING = 2 << 20

/** Files as they are asked for, one at a time. */
export type PayloadSources = AsyncIterable<PayloadSource> | Iterable<PayloadSource>

/** What else a bag needs, once its payload lies there. */
export type BagRest = (payload: readonly PayloadFile[]) => Promise<Omit<BagInput, 'payload'>>

export interface BagPlace {
  /** An existing folder; the bag becomes a new folder in it. */
  readonly parent: string
  readonly name: string
  /** Where the volume is mounted; `parent` itself where that is not known. */
  readonly mount: string
}

export interface WrittenBag {
  readonly folder: string
  readonly payload: readonly PayloadFile[]
  /** Of the payload. */
  readonly bytes: number
  /** `medium` when every file was read back past the cache. */
  readonly via: Via
}

/**
 * Writes a bag into a new folder: payload, tag files, all of it read back, and only then the signature: what was cut off before has none
 * and is no bag. After an error the folder is removed again. Faults FILE-EXISTS when the name is taken, DISK-*, FORMAT-INVALID.
 */
export async function writeBag(place: BagPlace, sources: PayloadSources, rest: BagRest): Promise<WrittenBag> {
  const folder = join(place.parent, place.name)
  try {
    await nodeFs.mkdir(folder)
  } catch (e) {
    throw faultOfErrno(e, 'mkdir', folder)
  }
  try {
    return await fill(folder, place.mount, sources, rest)
  } catch (e) {
    throw await cleared(folder, e)
  }
}

async function fill(
  folder: string,
  mount: string,
  sources: PayloadSources,
  rest: BagRest,
): Promise<WrittenBag> {
  const data = join(folder, PAYLOAD)
  await ensureDirDurably(data, { root: mount })
  const payload: PayloadFile[] = []
  const writers = new Crew(CREW)
  let n = 0
  for await (const { path, data: bytes } of sources) {
    const at = n++
    await writers.start(bytes.length, async () => {
      // Folders are made durable once, before the signature: nothing is promised until then.
      await createForBatch(join(folder, path), bytes, { mode: MODE })
      payload[at] = { path, bytes: bytes.length, sha256: hex(sha256(bytes)) }
    })
  }
  await writers.end()
  const plan = writeBagPlan({ ...(await rest(payload)), payload })
  const tags = plan.filter(({ name }) => name !== SIGNATURE_NAME)
  for (const { name, data: tag } of tags)
    await createDurably(join(folder, name), tag, { root: folder, mode: MODE })
  await ensureDirDurably(data, { root: mount })
  const check = readerBack(folder)
  const readers = new Crew(CREW)
  for (const { path, bytes, sha256: due } of payload) {
    await readers.start(Math.min(bytes, READING), async () => void (await check(path, due)))
  }
  await readers.end()
  for (const { name, data: tag } of tags) await check(name, hex(sha256(tag)))
  const signature = plan.find(({ name }) => name === SIGNATURE_NAME)!.data
  await createDurably(join(folder, SIGNATURE_NAME), signature, { root: mount, mode: MODE })
  const via = await check(SIGNATURE_NAME, hex(sha256(signature)))
  const bytes = payload.reduce((sum, file) => sum + file.bytes, 0)
  return { folder, payload, bytes, via }
}

/** Reads files back and compares; answers the weakest way in which any was read. Fault DISK-IO. */
function readerBack(folder: string): (path: string, due: string) => Promise<Via> {
  let weakest: Via = 'medium'
  return async (path, due) => {
    const found = await readBack(join(folder, path))
    if (hex(found.sha256) !== due) throw new Fault('DISK-IO', { op: 'read-back', path, errno: 'DIFFERS' })
    if (found.via === 'cache') weakest = 'cache'
    return weakest
  }
}

async function cleared(folder: string, e: unknown): Promise<unknown> {
  try {
    // First what makes it a bag, so that no half removal leaves one behind.
    await rm(join(folder, SIGNATURE_NAME), { force: true })
    await rm(folder, { recursive: true, force: true })
    return e
  } catch (another) {
    const cause = new AggregateError([e, another], 'and removing what was written failed too')
    return isFault(e) ? new Fault(e.code, e.params, { cause }) : cause
  }
}
