// A station inside user-mode Linux: its disk is whatever the program mounts.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { Hands } from '../../../src/core/backup/engine/hands.ts'
import { handsHere } from '../../../src/core/backup/engine/hands.ts'
import { linuxVolumes, pairDisk, runBackup } from '../../../src/core/backup/index.ts'
import { listDrives } from '../../../src/core/backup/drives.ts'
import { seedPackets } from '../../../src/core/backup/testing/seed.ts'
import { verifyDisk } from '../../../src/core/backup/verify/verify-disk.ts'
import { nodeDisk } from '../../../src/core/backup/index.ts'
import type { Volume } from '../../../src/core/ports.ts'
import type { Station } from '../../../src/core/station.ts'
import { openTestStation, type TestStation } from '../../../src/core/testing/index.ts'
import { reopenStation } from '../../../src/core/testing/reopen-station.ts'
import { formatPublicKey, publicOf } from '../../../src/lib/minisign.ts'
import { run } from './machine.ts'
import { lostCopies, type Outcome, outcomeOf, type Sealed } from '../judge.ts'

export interface GuestStation {
  readonly on: TestStation
  readonly station: Station
  readonly sealed: Map<string, string>
  /** @param onBegin before the first byte, when the station has noted that it begins */
  pair(mount: string, onBegin?: () => void): Promise<void>
  seal(count: number, bytes?: number): Promise<void>
  backup(mount: string, hands?: () => Hands): Promise<Outcome>
  /** A copy of the station's folder as it is now. */
  snapshot(to: string): void
}

function withDrives(station: Station, ports: TestStation['ports'], mount: string): Station {
  // No udisks in this machine: what it does for a person at the desk, root does here.
  const remount = async ({ device, mount: at }: Volume) => {
    run('umount', at)
    run('mount', device, at)
    return true
  }
  const volumes = { ...linuxVolumes({ roots: [join(mount, '..')], pretended: true }), remount }
  return Object.create(station, { ports: { value: { ...ports, volumes } } }) as Station
}

export async function guestStation(seed: string, mount: string): Promise<GuestStation> {
  const on = await openTestStation({ seed })
  const station = withDrives(on.station, on.ports, mount)
  const sealed = new Map<string, string>()
  return {
    on,
    station,
    sealed,
    async pair(at, onBegin) {
      let begun = false
      const mkdir: typeof nodeDisk.fs.mkdir = (path) => {
        if (!begun) onBegin?.()
        begun = true
        return nodeDisk.fs.mkdir(path)
      }
      await paired(station, at, { ...nodeDisk, fs: { ...nodeDisk.fs, mkdir } })
    },
    async seal(count, bytes = 20_000) {
      for (const { id, sha256 } of await seedPackets(station, count, { bytes, photo: 100 }))
        sealed.set(id, sha256)
    },
    backup: (at, hands = () => handsHere()) => outcomeOf(() => runBackup(station, at, { hands })),
    snapshot(to) {
      cpSync(on.folder, to, { recursive: true })
    },
  }
}

function paired(station: Station, mount: string, io = nodeDisk) {
  return pairDisk(station, { mount, kind: 'rotation', label: 'DISK UJI', place: '' }, io)
}

/** The pairing was refused since a folder cannot be listed, and the list of drives says so: a person has the medium repaired first. */
export const TORN = ['a folder is torn']

/** Opens a snapshot of a station, pairs the disk where the cut came before it was one, backs up to the disk, and answers what is wrong: the next backup has to succeed unaided. */
export async function nextBackup(
  folder: string,
  from: GuestStation,
  mount: string,
  seed: string,
): Promise<string[]> {
  const { station, store, ports } = reopenStation(folder, from.on.station.keys.store, seed)
  const own = withDrives(station, ports, mount)
  const sealed = new Map(from.sealed)
  try {
    for (const { id, sha256 } of await seedPackets(own, 1, { bytes: 3000, photo: 10 })) sealed.set(id, sha256)
    if (!own.read.get("SELECT 1 FROM disk WHERE state = 'paired'")) {
      const again = await outcomeOf(() => paired(own, mount))
      if (again.said === 'BACKUP-DISK-UNUSABLE') {
        const [drive] = await listDrives(own)
        if (drive?.why === 'folder-torn') return TORN
      }
      if (again.said !== 'done') return [`pairing again was refused: ${again.said}`]
    }
    const { said } = await outcomeOf(() => runBackup(own, mount, { hands: () => handsHere() }))
    if (said !== 'done') return [`the next backup was refused: ${said}`]
    const here = own.read.all<{ id: string }>('SELECT id FROM recording')
    const copies = own.read.all('SELECT DISTINCT packet FROM copy').length
    const left = copies === here.length ? [] : [`the next backup left out ${here.length - copies}`]
    return [...left, ...(await lostCopies(own, mount, sealed))]
  } finally {
    store.close()
  }
}

/** What a cold verification under the root says; an interrupted write is no damage. */
export async function wrongNow(on: Pick<TestStation, 'dinas'>, mount: string): Promise<string[]> {
  const root = formatPublicKey(publicOf(on.dinas.root))
  const { sound, problems } = await verifyDisk(nodeDisk, { mount, root, station: null, own: [] })
  // A month's folder that was torn before anything was acknowledged in it hides nothing; those above it hide all of it.
  const wrong = problems.filter(
    ({ code, path }) =>
      code !== 'COMMIT-UNFINISHED' && (code !== 'FOLDER-UNREADABLE' || !/\d{6}$/.test(path)),
  )
  return sound ? [] : wrong.map(({ code, path, why }) => `${code} ${path} ${why}`)
}

/** Copies that a snapshot of the station counts and that the disk does not hold. */
export async function lostSince(
  folder: string,
  from: GuestStation,
  mount: string,
  sealed: Sealed,
): Promise<string[]> {
  const { station, store } = reopenStation(folder, from.on.station.keys.store, folder)
  try {
    return await lostCopies(station, mount, sealed)
  } finally {
    store.close()
  }
}

/** What a snapshot of the station itself says was sealed, with what was sealed since. */
export function allSealed(folder: string, from: GuestStation): Sealed {
  const { station, store } = reopenStation(folder, from.on.station.keys.store, `${folder} sealed`)
  try {
    const rows = station.read.all<{ id: string; sha256: string }>('SELECT id, sha256 FROM recording')
    return new Map(rows.map(({ id, sha256 }) => [id, sha256]))
  } finally {
    store.close()
  }
}
