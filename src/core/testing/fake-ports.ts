import { createHash } from 'node:crypto'
import { statfs } from 'node:fs/promises'
import type { CaptureDevice, Log, Matcher, Ports, SecretBox, Volume, VolumeProvider } from '../ports.ts'
import { type FakePrinters, fakePrinters } from './fake-printers.ts'

/** A clock that a test sets and moves. */
export interface FakeClock {
  now(): Date
  set(at: Date | string): void
  advance(milliseconds: number): void
  /** Seconds since the machine started: moves with `advance`, not with `set`. */
  uptime(): number
  /** The machine starts again. */
  restart(): void
}

export function fakeClock(start: string): FakeClock {
  let at = Date.parse(start)
  let up = 3600_000
  return {
    uptime: () => up / 1000,
    restart() {
      up = 0
    },
    now: () => new Date(at),
    set(to) {
      at = typeof to === 'string' ? Date.parse(to) : to.getTime()
    },
    advance(milliseconds) {
      at += milliseconds
      up += milliseconds
    },
  }
}

/** Randomness that is the same in every run of a seed: SHA-256 in counter mode. */
export function seededRandom(seed: string): (bytes: number) => Uint8Array {
  let counter = 0
  return (bytes) => {
    const out = new Uint8Array(bytes)
    for (let at = 0; at < bytes; at += 32) {
      const block = createHash('sha256').update(`${seed}:${counter++}`).digest()
      out.set(block.subarray(0, Math.min(32, bytes - at)), at)
    }
    return out
  }
}

/** Volumes that a test plugs in and pulls out. */
export interface FakeVolumes extends VolumeProvider {
  plug(volume: Pick<Volume, 'mount'> & Partial<Volume>): Volume
  pull(mount: string): void
  /** Whether volumes can be mounted again, which makes them writable. */
  canRemount: boolean
}

export function fakeVolumes(): FakeVolumes {
  const plugged = new Map<string, Volume>()
  const watchers = new Set<() => void>()
  const tell = () => {
    for (const watcher of watchers) watcher()
  }
  const fake: FakeVolumes = {
    canRemount: false,
    list: async () => [...plugged.values()],
    at: async (mount) => plugged.get(mount) ?? null,
    async remount({ mount }) {
      const volume = plugged.get(mount)
      if (!volume || !fake.canRemount) return false
      plugged.set(mount, { ...volume, readonly: false })
      return true
    },
    watch(changed) {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    plug(volume) {
      const whole = {
        device: `/dev/fake${plugged.size}`,
        fs: 'ext4',
        id: `uuid-${volume.mount}`,
        label: '',
        bytes: 64e9,
        free: 60e9,
        readonly: false,
        dev: 1000 + plugged.size,
        ...volume,
      }
      plugged.set(whole.mount, whole)
      tell()
      return whole
    },
    pull(mount) {
      plugged.delete(mount)
      tell()
    },
  }
  return fake
}

/** A log that keeps what it was told, so that a test can look for what must not be there. */
export interface FakeLog extends Log {
  readonly lines: string[]
}

export function fakeLog(): FakeLog {
  const lines: string[] = []
  const keep =
    (level: string) =>
    (message: string, details: object = {}) => {
      lines.push(`${level} ${message} ${JSON.stringify(details)}`)
    }
  return { lines, info: keep('info'), error: keep('error') }
}

export interface FakePorts extends Ports {
  readonly clock: FakeClock
  readonly volumes: FakeVolumes
  readonly log: FakeLog
  readonly printers: FakePrinters
  /** What `space` answers; undefined asks the file system. */
  setSpace(space: { free: number; bytes: number } | undefined): void
}

export interface FakePortsOptions {
  readonly start?: string | undefined
  readonly seed?: string | undefined
  /** The scanners that are there; a test may add and take away. */
  readonly devices?: readonly CaptureDevice[] | undefined
  readonly matcher?: Matcher | undefined
  readonly secretBox?: SecretBox | undefined
}

/** The world of a test: no real clock, no real randomness, no real drives. */
export function fakePorts(options: FakePortsOptions = {}): FakePorts {
  const clock = fakeClock(options.start ?? '2026-11-23T01:00:00.000Z')
  let space: { free: number; bytes: number } | undefined
  return {
    clock,
    now: () => clock.now(),
    uptime: () => clock.uptime(),
    random: seededRandom(options.seed ?? 'rekam'),
    volumes: fakeVolumes(),
    secretBox: options.secretBox ?? null,
    devices: { find: async () => options.devices ?? [] },
    matcher: options.matcher ?? null,
    dialogs: null,
    facing: null,
    printers: fakePrinters(),
    log: fakeLog(),
    async space(path) {
      if (space) return space
      const { bavail, blocks, bsize } = await statfs(path)
      return { free: bavail * bsize, bytes: blocks * bsize }
    },
    practice: null,
    restart: null,
    runtime: '',
    setSpace(next) {
      space = next
    },
  }
}
