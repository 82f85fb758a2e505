import { join } from 'node:path'
import type { Disk } from '../../contract/backup.ts'
import { MARKER, MARKER_COPY, MARKER_SIGNATURE, signMarker } from '../../formats/disk/disk.ts'
import { newId } from '../../formats/id.ts'
import { utf8 } from '../../lib/bytes.ts'
import { ensureDirDurably, removeDurably } from '../../lib/write-durably.ts'
import { recordAct } from '../audit/index.ts'
import type { Volume } from '../ports.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { sameVolume, volumeAt } from './disk/identity.ts'
import { type DiskIo, nodeDisk } from './disk/io.ts'
import { isOfDinas } from './disk/host.ts'
import { rekamDir, stationPath } from './disk/layout.ts'
import { findMarker, type FoundMarker } from './disk/marker.ts'
import { papersOf, refreshPapers } from './disk/papers.ts'
import type { Target } from './disk/write-proven.ts'
import { judgeVolume, type Judged } from './drives.ts'
import { type Hands, handsHere } from './engine/hands.ts'
import { explain } from './engine/explain.ts'
import { markerReader } from './own-keys.ts'
import { tidyPlace } from './places.ts'
import { type DiskRow, diskRow, insertDisk, pairedDisks } from './queries.ts'

export interface Pairing {
  readonly mount: string
  readonly kind: Disk['kind']
  readonly label: string
  readonly place: string
  /** Beside the station of the same Dinas that paired the disk first (decision 0045). */
  readonly shared?: boolean | undefined
}

/** Colours of the labels that people stick on disks, in the order in which they are given out. */
const COLOURS = ['teal', 'orange', 'grape', 'lime', 'pink', 'cyan', 'yellow', 'indigo']

function nextColour(station: Station): string {
  const taken = new Set(pairedDisks(station.read).map(({ colour }) => colour))
  return COLOURS.find((colour) => !taken.has(colour)) ?? COLOURS[taken.size % COLOURS.length] ?? 'gray'
}

function rowOf(
  station: Station,
  id: string,
  volume: Volume,
  of: Omit<Pairing, 'mount'>,
  at: string,
): DiskRow {
  return {
    id,
    label: of.label,
    kind: of.kind,
    colour: nextColour(station),
    place: tidyPlace(of.place),
    fs_id: volume.id,
    fs: volume.fs,
    paired_at: at,
    state: 'paired',
    holder: '',
    due_on: null,
  }
}

async function register(station: Station, row: DiskRow): Promise<DiskRow> {
  await station.write.transaction((tx) => {
    insertDisk(tx, row)
    recordAct(tx, station, 'disk.paired', row.id, { kind: row.kind, label: row.label, place: row.place })
  })
  station.changed('backup')
  return row
}

/**
 * Papers first, the marker's copy and signature, the marker itself last: a disk with a marker is a whole one. A guest has all of it in
 * its own folder.
 */
async function writeDisk(
  io: DiskIo,
  hands: Pick<Hands, 'writeFile'>,
  station: Station,
  volume: Volume,
  target: Target,
  row: DiskRow,
  guest: boolean,
): Promise<void> {
  const where = { fs: io.fs, root: target.mount, device: target.device }
  const same = () => sameVolume(station.ports.volumes, volume, target.label)
  await ensureDirDurably(stationPath(volume.mount, station.code), where)
  const marker = signMarker(
    {
      disk: row.id,
      station: station.code,
      epoch: station.epoch.id,
      kind: row.kind,
      label: row.label,
      volume: row.fs_id,
      pairedAt: row.paired_at,
    },
    station.keys.signing,
  )
  const write = async (path: string, bytes: Uint8Array) => {
    await same()
    await hands.writeFile({ target, path, bytes })
  }
  await refreshPapers(io, target, await papersOf(io, station, volume.mount, guest), ({ path, bytes }) =>
    write(path, bytes),
  )
  const top = guest ? stationPath(volume.mount, station.code) : rekamDir(volume.mount)
  const files: [string, Uint8Array][] = [
    [MARKER_COPY, marker.bytes],
    [MARKER_SIGNATURE, utf8(marker.signature)],
    [MARKER, marker.bytes],
  ]
  for (const [name, bytes] of files) {
    // What an interrupted pairing left says nothing without its marker.
    await removeDurably(join(top, name), where)
    await write(join(top, name), bytes)
  }
}

/** Refuses what is not to be paired. */
async function assertMayPair(
  io: DiskIo,
  station: Station,
  volume: Volume,
  found: FoundMarker,
  judged: Judged,
  shared: boolean,
): Promise<void> {
  if (judged.state === 'foreign') {
    const mayJoin =
      shared &&
      found.found === 'marker' &&
      (await isOfDinas(io, volume.mount, found.marker, station.trust.root))
    if (!mayJoin) throw refuse('BACKUP-FOREIGN-DISK', { station: judged.station })
  }
  if (judged.state === 'readonly' || (judged.state === 'foreign' && volume.readonly))
    throw refuse('DISK-READONLY', { op: 'pair', path: volume.mount, errno: 'EROFS' })
  if (judged.state === 'unusable') throw refuse('BACKUP-DISK-UNUSABLE', { why: judged.why })
}

/**
 * Makes a mounted volume a disk of this station. A disk that is ours already is answered as it is; its register line is made again
 * where a restored station had lost it. Nothing outside REKAM/ is touched. Another station's disk is joined only where that is asked for
 * and that station is proven to be of the same Dinas. Faults BACKUP-MOUNT-MISSING, BACKUP-FOREIGN-DISK
 * {station}, BACKUP-DISK-UNUSABLE {why}, DISK-READONLY, BACKUP-UNPLUGGED, BACKUP-DISK-FULL and those of writing.
 */
export async function pairDisk(
  station: Station,
  pairing: Pairing,
  io: DiskIo = nodeDisk,
  hands: Pick<Hands, 'writeFile'> = handsHere(io),
): Promise<DiskRow> {
  const volume = await volumeAt(station.ports.volumes, pairing.mount)
  const found = await findMarker(io, volume.mount, markerReader(station))
  const judged = await judgeVolume(station, volume, found, io)
  await assertMayPair(io, station, volume, found, judged, pairing.shared === true)
  const at = station.ports.now().toISOString()
  if (found.found === 'marker' && judged.state !== 'foreign') {
    const known = diskRow(station.read, found.marker.disk)
    if (known?.state === 'paired') return known
    return register(
      station,
      known ? { ...known, state: 'paired' } : rowOf(station, found.marker.disk, volume, pairing, at),
    )
  }
  const row = rowOf(station, newId(station.ports.random), volume, pairing, at)
  const target = { mount: volume.mount, device: volume.dev, label: pairing.label }
  try {
    await writeDisk(io, hands, station, volume, target, row, judged.state === 'foreign')
  } catch (error) {
    throw await explain(error, station.ports.volumes, volume, pairing.label)
  }
  return register(station, row)
}
