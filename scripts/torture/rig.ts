import { join } from 'node:path'
import { handsInThread, type Hands } from '../../src/core/backup/engine/hands.ts'
import { linuxVolumes, pairDisk, runBackup } from '../../src/core/backup/index.ts'
import { seedPackets } from '../../src/core/backup/testing/seed.ts'
import type { Station } from '../../src/core/station.ts'
import { openTestStation, type TestStation, type TestStationOptions } from '../../src/core/testing/index.ts'
import { makeVolume, type TestVolume, type VolumeKind } from '../e2e/volumes.ts'
import {
  foreign,
  lacking,
  lostCopies,
  type Outcome,
  outcomeOf,
  restored,
  wordless,
  wrongAtStation,
  wrongOnDisk,
} from './judge.ts'

/** A station with one paired disk on a real file system, and what it sealed. */
export interface Victim {
  readonly on: TestStation
  readonly volume: TestVolume
  readonly station: Station
  readonly sealed: Map<string, string>
  seal(count: number, bytes?: number): Promise<void>
  backup(hands?: () => Hands, mount?: string): Promise<Outcome>
  /** Whether everything is well after an accident: what was acknowledged is there, and the next backup succeeds unaided. */
  judge(): Promise<string[]>
  /** The whole way back: a restore from this disk alone. */
  judgeRestore(): Promise<string[]>
  /** Opens the station anew: another process held it meanwhile. */
  reopen(): void
  close(): Promise<void>
}

/** The station as it is open now, with real drives in its world. */
export function withDrives(on: Pick<TestStation, 'station' | 'ports'>, mount: string): Station {
  const volumes = linuxVolumes({ roots: [join(mount, '..')], pretended: true })
  return Object.create(on.station, { ports: { value: { ...on.ports, volumes } } }) as Station
}

export async function victimOn(
  kind: VolumeKind,
  { bytes, ...world }: { bytes?: number } & TestStationOptions = {},
): Promise<Victim> {
  const on = await openTestStation(world)
  const volume = makeVolume(kind, bytes === undefined ? {} : { bytes })
  const { mount } = volume
  const sealed = new Map<string, string>()
  let station = withDrives(on, mount)
  const lost = () => lostCopies(station, mount, sealed)
  const victim: Victim = {
    on,
    volume,
    sealed,
    get station() {
      return station
    },
    async seal(count, size = 20_000) {
      for (const { id, sha256 } of await seedPackets(station, count, { bytes: size, photo: 200 }))
        sealed.set(id, sha256)
    },
    backup: (hands = handsInThread, where = mount) => outcomeOf(() => runBackup(station, where, { hands })),
    async judge() {
      const before = await lost()
      const { said } = await victim.backup()
      if (said !== 'done') return [...before, `the next backup was refused: ${said}`]
      const copies = station.read.all('SELECT DISTINCT packet FROM copy').length
      const left = copies === sealed.size ? [] : [`the next backup left out ${sealed.size - copies}`]
      const wrong = [await lost(), await wrongAtStation(on, station, sealed)]
      return [...before, ...left, ...wrong.flat(), ...(await wrongOnDisk(station.ports, mount, on))]
    },
    async judgeRestore() {
      const found = await restored(on, [mount])
      return [...foreign(found, sealed), ...lacking(found, sealed.keys())]
    },
    reopen() {
      on.reopen()
      station = withDrives(on, mount)
    },
    async close() {
      volume[Symbol.dispose]()
      await on.close()
    },
  }
  await pairDisk(station, { mount, kind: 'rotation', label: 'DISK UJI', place: '' })
  return victim
}

/** What a run may say when its disk went away or failed under it, and within which time. */
export function wrongAnswer(outcome: Outcome, allowed: readonly string[], withinMs = 5000): string[] {
  const wrong = wordless(outcome)
  if (!allowed.includes(outcome.said)) wrong.push(`said ${outcome.said}, not ${allowed.join(' or ')}`)
  if (outcome.ms > withinMs) wrong.push(`took ${Math.round(outcome.ms)} ms to say ${outcome.said}`)
  return wrong
}

/** What a fault does at a moment of the run that the hands can see. */
export interface Moments {
  /** Some of the volume was written. */
  writing?: (bytes: number) => void
  /** Some of it was read back. */
  readingBack?: (bytes: number) => void
  /** Before the n-th small file, from 0: statement, copy, signature of a commit. */
  before?: (n: number, path: string) => void
  /** After it was written and read back, before anybody heard of it. */
  after?: (n: number, path: string) => void
}

/** The real thread, with somebody at its side who does harm at the right moment. */
export function handsWith(moments: Moments): () => Hands {
  return () => {
    const hands = handsInThread()
    let n = 0
    return {
      ...hands,
      writeVolume: (job, onProgress) =>
        hands.writeVolume(job, (progress) => {
          if (progress.phase === 'write') moments.writing?.(progress.done)
          else moments.readingBack?.(progress.done)
          onProgress(progress)
        }),
      async writeFile(job) {
        const mine = n++
        moments.before?.(mine, job.path)
        const written = await hands.writeFile(job)
        moments.after?.(mine, job.path)
        return written
      },
    }
  }
}
