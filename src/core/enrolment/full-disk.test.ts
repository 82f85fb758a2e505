import { closeSync, openSync, readdirSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { errnoOf } from '../../lib/fault.ts'
import { mountVolume } from '../../lib/testing/volumes.ts'
import { openTestStation, quickDraft, samplePng, type TestStation } from '../testing/index.ts'
import { saveCapture } from './draft/captures.ts'
import { captureOf, capturesOf } from './draft/rows.ts'
import { sealDraft } from './seal/seal.ts'

/** Runs with a station whose whole world is a tmpfs of 12 MiB; its `space` says that there is plenty, so that the disk itself refuses. */
async function onSmallDisk(
  skip: (reason: string) => void,
  work: (open: TestStation, fillUpTo: (free: number) => void) => Promise<void>,
): Promise<void> {
  const { path, reason, unmount } = mountVolume('tmpfs', 12)
  const before = process.env.TMPDIR
  try {
    if (reason !== undefined) return skip(reason)
    process.env.TMPDIR = path
    const open = await openTestStation()
    open.ports.setSpace({ free: 1e12, bytes: 1e12 })
    try {
      await work(open, (free) => fill(path, free))
    } finally {
      await open.close()
    }
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    rmSync(join(path, 'filler'), { force: true })
    unmount()
  }
}

/** Fills the volume but for so many bytes. */
function fill(path: string, free: number): void {
  rmSync(join(path, 'filler'), { force: true })
  const { bavail, bsize } = statfsSync(path)
  const file = openSync(join(path, 'filler'), 'wx')
  try {
    const block = Buffer.alloc(4096, 1)
    for (let left = bavail * bsize - free; left >= 4096; left -= 4096) writeSync(file, block)
  } catch (error) {
    if (errnoOf(error) !== 'ENOSPC') throw error
  } finally {
    closeSync(file)
  }
}

test('a capture that does not fit is refused; what was saved before is there', async (context) => {
  await onSmallDisk(
    (reason) => context.skip(reason),
    async ({ station }, fillUpTo) => {
      const id = await quickDraft(station, 1)
      const first = samplePng(200, 160, 1)
      await saveCapture(station, id, 'iris-left', first, { device: 'CONTOH', attempts: 1 })
      fillUpTo(0)
      const large = samplePng(900, 900, 2)
      await expect(
        saveCapture(station, id, 'iris-left', large, { device: 'CONTOH', attempts: 2 }),
      ).rejects.toMatchObject({
        code: 'DISK-FULL',
      })
      expect(Buffer.compare(captureOf(station.read, id, 'iris-left')!.bytes, first)).toBe(0)
      fillUpTo(8e6)
      await saveCapture(station, id, 'iris-left', large, { device: 'CONTOH', attempts: 2 })
      expect(Buffer.compare(captureOf(station.read, id, 'iris-left')!.bytes, large)).toBe(0)
    },
  )
})

test('a disk that fills up before or anywhere in a seal leaves the draft whole, and the seal works once there is room', async (context) => {
  await onSmallDisk(
    (reason) => context.skip(reason),
    async ({ station }, fillUpTo) => {
      const id = await quickDraft(station, 1, 400_000)
      const whole = capturesOf(station.read, id)
      station.checkpoint()
      const refused: number[] = []
      for (const free of [0, 8e3, 16e3, 64e3, 200e3, 380e3, 410e3, 420e3, 440e3, 480e3]) {
        fillUpTo(free)
        const sealed = await sealDraft(station, id).catch((error: unknown) => error)
        if (!(sealed instanceof Error)) break
        refused.push(free)
        expect(sealed).toMatchObject({ code: 'ENROLMENT-SEAL-FAILED', params: { why: 'DISK-FULL' } })
        expect(capturesOf(station.read, id)).toEqual(whole)
        expect(station.read.all('SELECT id FROM recording')).toEqual([])
      }
      expect(refused.length).toBeGreaterThan(4)
      fillUpTo(8e6)
      expect(await sealDraft(station, id)).toEqual({ recording: id, seq: 1, proven: true, devices: 1 })
      const [month] = readdirSync(station.paths.packets)
      expect(readdirSync(join(station.paths.packets, month!)).toSorted()).toEqual([
        `${id}.rkp`,
        `${id}.rkp.minisig`,
      ])
      expect(station.read.all('SELECT id FROM draft')).toEqual([])
    },
  )
})
