import { join } from 'node:path'
import type { Disk } from '../../contract/backup.ts'
import { MARKER, MARKER_COPY, MARKER_SIGNATURE, signMarker } from '../../formats/disk/disk.ts'
import { newId } from '../../formats/id.ts'
import { isFault } from '../../lib/fault.ts'
import { utf8 } from '../../lib/bytes.ts'
import { ensureDirDurably, removeDurably } from '../../lib/write-durably.ts'
import { recordAct } from '../audit/index.ts'
import type { WriteTx } from '../db/handles.ts'
import { forgetLocal, setLocal } from '../db/local.ts'
import type { Volume } from '../ports.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { sameVolume, volumeAt } from './disk/identity.ts'
import { type DiskIo, nodeDisk } from './disk/io.ts'
import { isOfDinas } from './disk/host.ts'
import { commitPaths, rekamDir, stationPath } from './disk/layout.ts'
import { findMarker, type FoundMarker } from './disk/marker.ts'
import { papersOf, refreshPapers } from './disk/papers.ts'
import { holdsCommit } from './disk/read-commit.ts'
import type { Target } from './disk/write-proven.ts'
import { type DiskNotes, diskNotes, noteDisk } from './disk-notes.ts'
import { assertListed, judgeVolume, type Judged, pairingKey, refuseDrive } from './drives.ts'
import { type Hands, handsHere } from './engine/hands.ts'
import { explain } from './engine/explain.ts'
import { monthsOn } from './engine/orphans.ts'
import { isThere } from './engine/whose.ts'
import { markerReader } from './own-keys.ts'
import { tidyPlace } from './places.ts'
import {
  type DiskRow,
  diskRow,
  insertDisk,
  lastCommit,
  pairedDisks,
  pairedOn,
  replaceDisk,
} from './queries.ts'
import { openAlarms } from './routine/alarm.ts'
import { alarmOfLast, noteEmptied } from './routine/inventory.ts'

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

/** @param replaced what the medium was before: it counts no more under these */
async function register(station: Station, row: DiskRow, replaced: readonly DiskRow[]): Promise<DiskRow> {
  await station.write.transaction((tx) => {
    insertDisk(tx, row)
    for (const { id } of replaced) replaceDisk(tx, id)
    if (replaced.length > 0) {
      const { notes } = diskNotes(tx, row.id)
      noteDisk(tx, row.id, { ...notes, ...tornNotes(tx, replaced) })
    }
    recordAct(tx, station, 'disk.paired', row.id, {
      kind: row.kind,
      label: row.label,
      place: row.place,
      ...(replaced.length > 0 ? { replaced: replaced.map(({ id }) => id) } : {}),
    })
  })
  station.changed('backup')
  return row
}

interface Writing {
  readonly io: DiskIo
  readonly hands: Pick<Hands, 'writeFile'>
  readonly station: Station
  readonly volume: Volume
  readonly target: Target
  readonly row: DiskRow
  /** A guest has all of it in its own folder. */
  readonly guest: boolean
}

/**
 * Papers first, the marker's copy and signature, the marker itself last: a disk with a marker is a whole one. What an interrupted pairing
 * left goes before the first new byte, papers too where nothing was ever backed up: it may be torn (engine/torn.ts).
 */
async function writeDisk({ io, hands, station, volume, target, row, guest }: Writing): Promise<void> {
  const where = { fs: io.fs, root: target.mount, device: target.device }
  const folder = stationPath(volume.mount, station.code)
  await ensureDirDurably(folder, where)
  const papers = await papersOf(io, station, volume.mount, guest)
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
  const top = guest ? folder : rekamDir(volume.mount)
  const files: [string, Uint8Array][] = [
    [join(top, MARKER_COPY), marker.bytes],
    [join(top, MARKER_SIGNATURE), utf8(marker.signature)],
    [join(top, MARKER), marker.bytes],
  ]
  const isNew = (await monthsOn(io, volume.mount, station.code)).length === 0
  const left = [...files.map(([path]) => path), ...(isNew ? papers.map(({ path }) => path) : [])]
  for (const path of left) {
    if (!(await isThere(io, path))) continue
    await sameVolume(station.ports.volumes, volume, target.label)
    await removeDurably(path, where)
  }
  const write = async (path: string, bytes: Uint8Array) => {
    await sameVolume(station.ports.volumes, volume, target.label)
    await hands.writeFile({ target, path, bytes })
  }
  await refreshPapers(
    io,
    target,
    papers,
    ({ path, bytes }) => write(path, bytes),
    (fault) => {
      throw fault
    },
  )
  for (const [path, bytes] of files) await write(path, bytes)
}

/** How often the kernel may set a volume read-only over what an interrupted pairing left on it: a folder, papers, the marker. */
const REMOUNTS = 3

/** Writes it; where what was left there made the volume read-only, once more after it was mounted again. BACKUP-DISK-TIDIED {disk}. */
async function writeWhole(writing: Writing): Promise<void> {
  const { station, volume, target } = writing
  const { volumes } = station.ports
  for (let turn = 0; ; turn++) {
    try {
      await writeDisk(writing)
      return
    } catch (error) {
      const isReadonly =
        isFault(error, 'DISK-READONLY') && (await volumes.at(volume.mount))?.readonly === true
      if (!isReadonly) throw await explain(error, volumes, volume, target.label)
      if (turn === REMOUNTS || !(await volumes.remount(volume)))
        throw refuse('BACKUP-DISK-TIDIED', { disk: target.label }, error)
    }
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
  if (judged.state === 'unusable') throw refuseDrive(judged.why)
}

/** Whether the disk still holds the last commit that the register knows. */
async function isAsLeft(io: DiskIo, station: Station, volume: Volume, disk: string): Promise<boolean> {
  const last = lastCommit(station.read, disk)
  if (!last) return true
  return holdsCommit(io, commitPaths(volume.mount, station.code, last.month, last.sequence), last.hash)
}

/**
 * What was lost on these disks is an alarm first, and a supervisor's: only then the medium is taken for a disk again. BACKUP-ALARM-OPEN
 * {disk}.
 */
async function assertSettled(
  io: DiskIo,
  station: Station,
  volume: Volume,
  replaced: readonly DiskRow[],
  known: DiskRow | undefined,
): Promise<void> {
  const lost = known && lastCommit(station.read, known.id)
  if (known && lost) await alarmOfLast(station, known, lost, volume, io)
  const open = openAlarms(station.read)
  const unsettled = replaced.find(({ id }) => open.some(({ disk }) => disk === id))
  if (unsettled) throw refuse('BACKUP-ALARM-OPEN', { disk: unsettled.label })
}

/** What nothing may open on the medium stays so under the new id (engine/torn.ts). */
function tornNotes(tx: WriteTx, replaced: readonly DiskRow[]): Pick<DiskNotes, 'torn' | 'shunned'> {
  const all = replaced.map(({ id }) => diskNotes(tx, id).notes)
  return {
    torn: all.flatMap(({ torn, attempts }) => [...torn, ...attempts]),
    shunned: all.flatMap(({ shunned }) => shunned),
  }
}

/**
 * Makes a mounted volume a disk of this station. A disk that is ours already is answered as it is; its register line is made again
 * where a restored station had lost it. A pairing that was cut off is simply done again. A disk of ours that lost its marker or its last
 * commit is paired anew under another id once its alarm is settled: nothing on it is deleted, and nothing on it counts for the new id.
 * One whose folders cannot be listed is refused before its first byte, and again before it counts. Nothing outside REKAM/ is touched.
 * Another station's disk is joined only where that is asked for and that station is proven to be of the same Dinas. Faults BACKUP-MOUNT-MISSING, BACKUP-FOREIGN-DISK {station}, BACKUP-DISK-UNUSABLE {reason}, BACKUP-ALARM-OPEN {disk},
 * BACKUP-DISK-TIDIED {disk}, DISK-READONLY, BACKUP-UNPLUGGED, BACKUP-DISK-FULL and those of writing.
 */
export async function pairDisk(
  station: Station,
  pairing: Pairing,
  io: DiskIo = nodeDisk,
  hands: Pick<Hands, 'writeFile'> = handsHere(io),
): Promise<DiskRow> {
  const volume = await volumeAt(station.ports.volumes, pairing.mount)
  await assertListed(station, volume, pairing.label, io)
  const found = await findMarker(io, volume.mount, markerReader(station))
  const judged = await judgeVolume(station, volume, found, io)
  await assertMayPair(io, station, volume, found, judged, pairing.shared === true)
  const at = station.ports.now().toISOString()
  const own = found.found === 'marker' && found.own ? found : undefined
  const known = own && diskRow(station.read, own.marker.disk)
  const asLeft = own !== undefined && (await isAsLeft(io, station, volume, own.marker.disk))
  if (known?.state === 'paired' && asLeft) return known
  if (own && asLeft && (await monthsOn(io, volume.mount, station.code)).length > 0) {
    const row = known ? { ...known, state: 'paired' } : rowOf(station, own.marker.disk, volume, pairing, at)
    return register(station, row, [])
  }
  const paired = known?.state === 'paired' ? known : undefined
  const replaced = paired ? [paired] : replacedBy(station, volume, judged)
  // What it was counts no more, also where it shows nothing of us and may be another medium of the same number.
  if (!own) await noteEmptied(station, volume, io)
  await assertSettled(io, station, volume, replaced, paired)
  // A pairing that was never finished keeps its id; nothing was written under it.
  const id = own && asLeft ? own.marker.disk : newId(station.ports.random)
  const row = rowOf(station, id, volume, pairing, at)
  const target = { mount: volume.mount, device: volume.dev, label: pairing.label }
  const guest = own ? own.guest : judged.state === 'foreign'
  await station.write.transaction((tx) => setLocal(tx, pairingKey(volume), at))
  await writeWhole({ io, hands, station, volume, target, row, guest })
  await assertListed(station, volume, pairing.label, io)
  await register(station, row, replaced)
  await station.write.transaction((tx) => forgetLocal(tx, pairingKey(volume)))
  return row
}

/** Disks of the register that this medium was and is no more once it is paired. A medium without any marker may be another of the same number. */
function replacedBy(station: Station, volume: Volume, judged: Judged): readonly DiskRow[] {
  const isHurt = judged.state === 'unknown' && judged.why !== undefined
  return isHurt || judged.state === 'foreign' ? pairedOn(station.read, volume.id) : []
}
