// What must hold after every fault (BACKUP: faults, pass for all).
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isRefusalCode } from '../../src/contract/catalogue.ts'
import { nodeDisk, verifyAnywhere } from '../../src/core/backup/index.ts'
import { backupStatus } from '../../src/core/backup/status.ts'
import { restoreHere } from '../../src/core/restore/hands.ts'
import { runRestore } from '../../src/core/restore/index.ts'
import type { Ports } from '../../src/core/ports.ts'
import type { Station } from '../../src/core/station.ts'
import { fakePorts, TEST_COST, TEST_PASSPHRASE, type TestStation } from '../../src/core/testing/index.ts'
import { readMember, readVolume } from '../../src/formats/volume/read.ts'
import { isFault } from '../../src/lib/fault.ts'
import { formatPublicKey, publicOf } from '../../src/lib/minisign.ts'

/** What was sealed: id and SHA-256, in lower hex. */
export type Sealed = ReadonlyMap<string, string>

/** A code, and how long it took to be said. */
export interface Outcome {
  /** `done`, or the code of the refusal. */
  readonly said: string
  readonly ms: number
}

/** Runs work that may be refused; whatever else it throws is INTERNAL, which no person may ever see. */
export async function outcomeOf(work: () => Promise<unknown>): Promise<Outcome> {
  const began = performance.now()
  const since = () => performance.now() - began
  try {
    await work()
    return { said: 'done', ms: since() }
  } catch (error) {
    if (isFault(error)) return { said: error.code, ms: since() }
    return { said: `INTERNAL ${error instanceof Error ? error.message : String(error)}`, ms: since() }
  }
}

/** A refusal has words in the catalogue. */
export function wordless({ said }: Outcome): string[] {
  return said === 'done' || isRefusalCode(said) ? [] : [`no words for ${said}`]
}

interface CopyRow {
  readonly packet: string
  readonly volume: string
}

/** Every copy that the register counts on a disk lies there, byte for byte as it was sealed. */
export async function lostCopies(
  station: Pick<Station, 'read' | 'code'>,
  mount: string,
  sealed: Sealed,
  disk?: string,
): Promise<string[]> {
  const rows = station.read.all<CopyRow>(
    `SELECT packet, volume FROM copy ${disk === undefined ? '' : 'WHERE disk = ?'} ORDER BY volume`,
    disk === undefined ? [] : [disk],
  )
  const wrong: string[] = []
  for (const [volume, copies] of Map.groupBy(rows, (row) => row.volume)) {
    const path = join(mount, 'REKAM', station.code, volume)
    if (!existsSync(path)) {
      wrong.push(`acknowledged ${volume} with ${copies.length} packets is gone`)
      continue
    }
    const file = await nodeDisk.open(path)
    try {
      const { members } = await readVolume(file.read, file.size)
      for (const { packet } of copies) {
        const member = members.find(({ name }) => name === `${packet}.rkp`)
        const bytes = member && (await readMember(file.read, member))
        const found = bytes && createHash('sha256').update(bytes).digest('hex')
        if (found !== sealed.get(packet)) wrong.push(`acknowledged packet ${packet} differs in ${volume}`)
      }
    } catch (error) {
      wrong.push(`acknowledged ${volume} cannot be read: ${String(error)}`)
    } finally {
      await file.close()
    }
  }
  return wrong
}

/** The station's own database is sound, and its page counts nobody as copied who is not. */
export async function wrongAtStation(
  on: Pick<TestStation, 'store'>,
  station: Station,
  sealed: Sealed,
): Promise<string[]> {
  const wrong = on.store.check('full').map((problem) => `database: ${problem}`)
  const copied = station.read.get<{ n: number }>('SELECT count(DISTINCT packet) AS n FROM copy')?.n ?? 0
  const { onceOnly } = await backupStatus(station)
  // What was only read back through a cache is shown as once only too (decision 0013).
  if (onceOnly < sealed.size - copied)
    wrong.push(`${onceOnly} shown as once only, but ${sealed.size - copied} are`)
  return wrong
}

/** A cold verification under the root that the verifier brought. */
function verified(ports: Ports, mount: string, on: TestStation) {
  const root = formatPublicKey(publicOf(on.dinas.root))
  return verifyAnywhere(ports.volumes, { mount, root, station: null })
}

/** A disk with nothing wrong on it: chain, digests, signatures. An interrupted write is no damage. */
export async function wrongOnDisk(ports: Ports, mount: string, on: TestStation): Promise<string[]> {
  const { sound, problems, origin } = await verified(ports, mount, on)
  const wrong = sound ? [] : problems.map(({ code, path, why }) => `${code} ${path} ${why}`)
  return origin === 'proven' ? wrong : [...wrong, 'origin unproven']
}

/** Whether a verification names anything. The last commit without its signature is named as one that was interrupted. */
export async function tellsOfHarm(ports: Ports, mount: string, on: TestStation): Promise<boolean> {
  const { problems, origin } = await verified(ports, mount, on)
  return problems.length > 0 || origin !== 'proven'
}

/** Packets that a restore of these disks brings: id and SHA-256. */
export async function restored(on: TestStation, disks: readonly string[]): Promise<Map<string, string>> {
  const folder = mkdtempSync(join(on.temp('restored'), 'r-'))
  try {
    await runRestore(
      { disks: [...disks], trust: formatPublicKey(publicOf(on.dinas.root)), passphrase: TEST_PASSPHRASE },
      {
        ports: fakePorts({ seed: folder, start: '2026-11-24T01:00:00.000Z' }),
        paths: { station: folder, resources: on.station.paths.resources },
        hands: restoreHere(),
        onProgress: () => undefined,
        cost: TEST_COST,
      },
    )
    const found = new Map<string, string>()
    for (const name of readdirSync(join(folder, 'packets'), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.rkp')) continue
      const bytes = readFileSync(join(folder, 'packets', name))
      const id = name.split('/').at(-1)?.replace('.rkp', '') ?? ''
      found.set(id, createHash('sha256').update(bytes).digest('hex'))
    }
    return found
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a restore brings is nothing but what was sealed. */
export function foreign(found: ReadonlyMap<string, string>, sealed: Sealed): string[] {
  return [...found].flatMap(([id, digest]) =>
    sealed.get(id) === digest ? [] : [`restored ${id}, which was never sealed so`],
  )
}

/** Everything sealed comes back. */
export function lacking(found: ReadonlyMap<string, string>, wanted: Iterable<string>): string[] {
  return [...wanted].flatMap((id) => (found.has(id) ? [] : [`${id} did not come back`]))
}
