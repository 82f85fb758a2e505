import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRefusalCode } from '../../contract/catalogue.ts'
import { isFault } from '../../lib/fault.ts'
import { nodeDisk } from '../backup/index.ts'
import { verifyDisk } from '../backup/testing/here.ts'
import { collectPackets, proverFor } from './collect.ts'
import { gather } from './gather.ts'
import { PacketNotes } from './packet-notes.ts'
import { patientDisk } from './patient.ts'
import { planRestore } from './plan.ts'
import { readSources } from './sources.ts'
import { rigWith, sourceOf } from './testing/rig.ts'

/** Every file of the disk, for damage to choose from. */
function filesOf(mount: string): string[] {
  return readdirSync(mount, { recursive: true, encoding: 'utf8' })
    .map((name) => join(mount, name))
    .filter((path) => statSync(path).isFile())
    .toSorted()
}

type Damage = { file: number; at: number; bytes: Uint8Array; how: 'over' | 'cut' | 'grow' | 'all' }

function hurt(whole: Uint8Array, { at, bytes, how }: Damage): Uint8Array {
  const place = whole.length === 0 ? 0 : at % whole.length
  if (how === 'all') return bytes
  if (how === 'cut') return whole.slice(0, place)
  if (how === 'grow') return Buffer.concat([whole.slice(0, place), bytes, whole.slice(place)])
  const bent = whole.slice()
  bent.set(bytes.slice(0, whole.length - place), place)
  return bent
}

/** What is refused says so in words that a person can read. */
async function inWords<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (isFault(error) && isRefusalCode(error.code)) return undefined
    throw error
  }
}

test('whatever is on a disk: nothing false is taken from it, and every answer is a verdict or a refusal', async () => {
  const rig = await rigWith([2, 1])
  try {
    const files = filesOf(rig.disk.mount)
    const sealed = new Map(rig.packets.map(({ id, sha256 }) => [id, sha256]))
    const sources = await readSources(sourceOf(rig))
    const damage = fc.record({
      file: fc.nat(files.length - 1),
      at: fc.nat(),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 2000 }),
      how: fc.constantFrom('over', 'cut', 'grow', 'all'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (damages) => {
        const before = damages.map(({ file }) => [files[file]!, readFileSync(files[file]!)] as const)
        for (const one of damages) writeFileSync(files[one.file]!, hurt(readFileSync(files[one.file]!), one))
        try {
          const input = { mount: rig.disk.mount, root: rig.root, station: null, own: [] }
          await inWords(() => verifyDisk(nodeDisk, input))
          const plan = await inWords(() => planRestore(nodeDisk, sources, () => undefined))
          if (plan) expect(plan.packets + plan.missing.length).toBeLessThanOrEqual(3)
          const gathered = await inWords(() => gather(nodeDisk, sources, rig.on.temp('scratch')))
          if (!gathered) return
          const take = async ({ id, sha256 }: { id: string; sha256: string }) => {
            expect(sealed.get(id)).toBe(sha256)
          }
          using notes = new PacketNotes(rig.on.temp('notes'))
          const disk = patientDisk(nodeDisk, sources.disks)
          await collectPackets(disk, { gathered, notes, prover: proverFor(gathered) }, take, () => undefined)
        } finally {
          for (const [path, bytes] of before.toReversed()) writeFileSync(path, bytes)
        }
      }),
      { numRuns: 60, endOnFailure: true },
    )
  } finally {
    await rig.on.close()
  }
})
