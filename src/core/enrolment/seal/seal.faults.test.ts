import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { foldHead, H0 } from '../../../formats/head/head.ts'
import { openPacket } from '../../../formats/packet/packet.ts'
import { hex } from '../../../lib/bytes.ts'
import { type Cut, CUTS } from '../../../lib/testing/disk-model.ts'
import { FaultyFs, type Happening } from '../../../lib/testing/faulty-fs.ts'
import { nodeFs } from '../../../lib/write-durably.ts'
import { openTestStation, quickDraft, type TestStation } from '../../testing/index.ts'
import { capturesOf } from '../draft/rows.ts'
import { recordingOf } from '../recording/show.ts'
import type { SealDisk } from './disk.ts'
import { stationDisk } from './disk.ts'
import { monthFolder, packetPath } from './paths.ts'
import { sealDraft, type Sealer } from './seal.ts'
import { sealAndProve } from './work.ts'

let open: TestStation
afterEach(() => open.close())

/** Seals onto a model of a disk; reading gives what programs see there, changed by `bend`. */
function onModel(
  fs: FaultyFs,
  bend: (path: string, bytes: Uint8Array) => Uint8Array = (_, bytes) => bytes,
): Sealer {
  const disk: SealDisk = {
    fs,
    folders: new Set(),
    async read(path, onChunk) {
      onChunk(bend(path, fs.seen().get(path)!))
      return { via: 'medium' }
    },
  }
  return (job) =>
    sealAndProve(
      {
        ...job,
        path: `/s/p/${job.packet.id}.rkp`,
        signaturePath: `/s/p/${job.packet.id}.rkp.minisig`,
        root: '/s',
      },
      disk,
    )
}

/** The station's folder of the model, with files that lie there already. */
const folderWith = (files: ReadonlyMap<string, Uint8Array> = new Map()) =>
  Object.fromEntries([['/s/', new Uint8Array()] as const, ...files])

const drafts = () => open.station.read.all<{ id: string }>('SELECT id FROM draft').map(({ id }) => id)
const recordings = () =>
  open.station.read.all<{ id: string }>('SELECT id FROM recording ORDER BY seq').map(({ id }) => id)

/** The calls on the disk that one seal makes. */
async function callsOfOneSeal(): Promise<number> {
  const fs = new FaultyFs().seed(folderWith())
  await sealDraft(open.station, await quickDraft(open.station, 999), onModel(fs))
  expect(fs.leaks).toBe(0)
  return fs.calls.length
}

test('the power goes at any call on the disk: the draft is whole, and sealing again gives exactly one recording', async () => {
  open = await openTestStation()
  const { station, dinas } = open
  const calls = await callsOfOneSeal()
  expect(calls).toBe(16)
  let n = 0
  for (let at = 0; at < calls; at++) {
    for (const what of ['cut-before', 'cut-after'] as const) {
      const id = await quickDraft(station, ++n)
      const before = capturesOf(station.read, id)
      const fs = new FaultyFs([{ at, what }]).seed(folderWith())
      await expect(sealDraft(station, id, onModel(fs))).rejects.toMatchObject({
        code: 'ENROLMENT-SEAL-FAILED',
      })
      expect(capturesOf(station.read, id)).toEqual(before)
      expect(recordings()).not.toContain(id)
      const after = new FaultyFs().seed(folderWith(fs.after(cutOf(at))))
      const { seq } = await sealDraft(station, id, onModel(after))
      expect(seq).toBe(n + 1)
      const packet = after.after('nothing').get(`/s/p/${id}.rkp`)!
      expect(openPacket(packet, [dinas.recovery.identity]).manifest).toMatchObject({ id, seq })
    }
  }
  expect(drafts()).toEqual([])
  const rows = recordings().map((id) => recordingOf(station.read, id)!)
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, i) => i + 1))
  expect(rows.at(-1)!.head).toBe(hex(foldHead(H0, rows)))
}, 60_000)

const cutOf = (at: number): Cut => CUTS[at % CUTS.length]!

test.each<[string, Happening]>([
  ['ENOSPC', { errno: 'ENOSPC' }],
  ['EIO', { errno: 'EIO' }],
  ['a late EIO', { errno: 'EIO', late: true }],
  ['EROFS', { errno: 'EROFS' }],
  ['a write that takes nothing', 'none'],
])(
  '%s at any call: refused in words, nothing recorded, and it can be done again on what is left',
  async (_, what) => {
    open = await openTestStation()
    const { station } = open
    const calls = await callsOfOneSeal()
    const id = await quickDraft(station, 1)
    let left = new Map<string, Uint8Array>()
    for (let at = 0; at < calls; at++) {
      const fs = new FaultyFs([{ at, what }]).seed(folderWith(left))
      const sealed = await sealDraft(station, id, onModel(fs)).catch((error: unknown) => error)
      if (!(sealed instanceof Error)) {
        // Writes that take nothing happen to writes alone.
        expect(what).toBe('none')
        return
      }
      expect(sealed).toMatchObject({
        code: expect.stringMatching(/^ENROLMENT-(SEAL|PROOF)-FAILED$/) as string,
      })
      expect(recordings()).not.toContain(id)
      // A folder whose fsync failed may keep what was unlinked; the next try has to cope with it.
      left = fs.seen()
      expect([...left.keys()].filter((path) => !path.includes(id))).toEqual([])
    }
    const fs = new FaultyFs().seed(folderWith(left))
    expect(await sealDraft(station, id, onModel(fs))).toMatchObject({ seq: 2, proven: true })
  },
  60_000,
)

test('a flipped byte anywhere in what is read back is found, and that packet is not used', async () => {
  open = await openTestStation()
  const { station } = open
  const id = await quickDraft(station, 1, 200_000)
  for (const where of [0, 0.3, 0.7, 0.999]) {
    for (const ending of ['.rkp', '.minisig']) {
      const fs = new FaultyFs().seed(folderWith())
      const bend = (path: string, bytes: Uint8Array) => {
        const bent = Uint8Array.from(bytes)
        if (path.endsWith(ending)) bent[Math.floor(bytes.length * where)]! ^= 1
        return bent
      }
      await expect(sealDraft(station, id, onModel(fs, bend))).rejects.toMatchObject({
        code: 'ENROLMENT-PROOF-FAILED',
      })
      expect([...fs.seen().keys()]).toEqual([])
    }
  }
  const short = onModel(new FaultyFs().seed(folderWith()), (_, bytes) => bytes.subarray(0, -1))
  await expect(sealDraft(station, id, short)).rejects.toMatchObject({ code: 'ENROLMENT-PROOF-FAILED' })
  expect(drafts()).toEqual([id])
  expect(recordings()).toEqual([])
  expect(await sealDraft(station, id)).toMatchObject({ seq: 1, proven: true })
})

test('a byte that the medium changes after writing is found by the real reading back', async () => {
  open = await openTestStation()
  const { station } = open
  const id = await quickDraft(station, 1, 100_000)
  const fs = {
    ...nodeFs,
    async rename(from: string, to: string) {
      await nodeFs.rename(from, to)
      if (!to.endsWith('.rkp')) return
      const bytes = readFileSync(to)
      bytes[50_000]! ^= 0x10
      writeFileSync(to, bytes)
    },
  }
  const bad: Sealer = (job) => sealAndProve(job, { ...stationDisk, fs, folders: new Set() })
  await expect(sealDraft(station, id, bad)).rejects.toMatchObject({
    code: 'ENROLMENT-PROOF-FAILED',
    params: { why: 'sealed bytes' },
  })
  const at = station.ports.now().toISOString()
  expect(readdirSync(monthFolder(station, at))).toEqual([])
  await sealDraft(station, id)
  expect(readFileSync(packetPath(station, id, at)).length).toBe(recordingOf(station.read, id)!.bytes)
})
