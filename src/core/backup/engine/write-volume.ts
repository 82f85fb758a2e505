import type { Commit } from '../../../formats/commit/commit.ts'
import { encodeJson } from '../../../formats/json.ts'
import { indexFormat, type VolumeIndex } from '../../../formats/volume/index-file.ts'
import { type VolumeItem, type VolumeStream, writeVolume } from '../../../formats/volume/write.ts'
import { hex } from '../../../lib/bytes.ts'
import { Fault } from '../../../lib/fault.ts'
import { sha256 } from '../../../lib/hash.ts'
import { ensureDirDurably } from '../../../lib/write-durably.ts'
import type { ReadDb } from '../../db/handles.ts'
import { openReader } from '../../db/open.ts'
import { isSigned } from '../../enrolment/index.ts'
import { Patience } from '../../foreground.ts'
import { refuse } from '../../refuse.ts'
import type { DiskIo } from '../disk/io.ts'
import { commitPaths } from '../disk/layout.ts'
import { writeProven } from '../disk/write-proven.ts'
import { bytesNeeded } from './fits.ts'
import { draftMember, draftsFingerprint } from './draft-member.ts'
import { readPackets, SIGNATURE_LIMIT } from './read-packets.ts'
import { changesMember, lastChange, needsSnapshot, snapshotMembers } from './state-members.ts'
import type { StateOnDisk, VolumeDone, VolumeJob, WriteProgress } from './types.ts'

/** So long a volume gives way to the desk in all: two of them are within the 60 s that are allowed until a resident may go home (pace.ts). */
const PATIENCE_MS = 15_000

/** Packets one after the other: each is written and hashed before the next is asked for. */
async function* packetItems(job: VolumeJob): AsyncGenerator<VolumeItem> {
  for await (const { packet, data, signature } of readPackets(job.packets)) {
    const { id, bytes, sha256: digest } = packet
    if (signature.length > SIGNATURE_LIMIT || !isSigned(signature, packet, job))
      throw new Fault('PACKET-UNSIGNED', { id })
    yield { name: `${id}.rkp`, kind: 'packet', bytes, sha256: digest, data }
    yield { name: `${id}.rkp.minisig`, kind: 'signature', bytes: signature.length, data: signature }
  }
}

/** The station's head as of the read transaction: seq 0 and the epoch's first head before any packet. */
function headOf(read: ReadDb, job: VolumeJob): Commit['head'] {
  const last = read.get<{ seq: number; head: string }>(
    'SELECT seq, head FROM recording WHERE epoch = ? ORDER BY seq DESC LIMIT 1',
    [job.epoch],
  )
  return { epoch: job.epoch, seq: last?.seq ?? 0, hash: last?.head ?? job.startHead }
}

function assertRoom({ packets, free, target }: VolumeJob): void {
  if (free === null) return
  if (bytesNeeded(packets) > free) throw refuse('BACKUP-DISK-FULL', { disk: target.label })
}

/** Headers, signatures and padding are a few hundred bytes each: one write per megabyte instead of one per piece. */
const WRITE_BYTES = 1 << 20

/** The same bytes in whole megabytes. A chunk is valid until the next one is asked for: the writer has written it by then. */
async function* inLargeWrites(
  stream: VolumeStream,
  wrote: (bytes: number) => void | Promise<void>,
): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(WRITE_BYTES)
  let held = 0
  let done = 0
  for await (const chunk of stream) {
    for (let from = 0; from < chunk.length; ) {
      const part = chunk.subarray(from, from + WRITE_BYTES - held)
      buffer.set(part, held)
      held += part.length
      from += part.length
      if (held < WRITE_BYTES) continue
      yield buffer
      done += held
      held = 0
      await wrote(done)
    }
  }
  if (held > 0) yield buffer.subarray(0, held)
  await wrote(done + held)
}

/** Of INDEX.JSN's own bytes, which encodeJson spells in one way alone. */
function digestOf(index: VolumeIndex): string {
  return hex(sha256(encodeJson(indexFormat, index)))
}

/** What goes into the volume, and what the disk knows after it. */
async function plan(read: ReadDb, job: VolumeJob) {
  const last = lastChange(read)
  if (job.packetsAlone) {
    const onDisk = () => job.onDisk ?? { epoch: job.epoch, change: 0, snapshot: 0, snapshotRows: 0 }
    return { changes: null, snapshot: null, drafts: job.drafts, last, items: packetItems(job), onDisk }
  }
  const snapshot = needsSnapshot(read, job.epoch, job.onDisk) ? snapshotMembers(read, job) : null
  const log = await changesMember(read, job)
  // A log that ends before the snapshot would be a gap in the chain; the snapshot stands for it.
  const changes = snapshot && log && log.to < last ? null : log
  const drafts = job.draftsDue ? draftsFingerprint(read) : job.drafts
  async function* items(): AsyncGenerator<VolumeItem> {
    yield* packetItems(job)
    if (changes) yield changes.item
    if (snapshot) yield* snapshot.items
    if (drafts !== job.drafts) yield await draftMember(read, job)
  }
  const onDisk = (): StateOnDisk =>
    snapshot || !job.onDisk
      ? { epoch: job.epoch, change: last, snapshot: last, snapshotRows: snapshot?.rows() ?? 0 }
      : { ...job.onDisk, change: changes?.to ?? job.onDisk.change }
  return { changes, snapshot, drafts, last, items: items(), onDisk }
}

/**
 * Writes one volume and reads it back. Reads the store in one transaction of its own. Faults PACKET-LACKING {id}, PACKET-UNSIGNED
 * {id} and VOLUME-ITEM {name} for what is wrong on the station, BACKUP-DISK-FULL, BACKUP-READBACK, and those of the disk's file system.
 */
export async function writeVolumeJob(
  io: DiskIo,
  job: VolumeJob,
  progress: (progress: WriteProgress) => void = () => undefined,
): Promise<VolumeDone> {
  assertRoom(job)
  const reader = openReader(job.store.path, job.store.key)
  try {
    reader.begin()
    const paths = commitPaths(job.target.mount, job.station, job.month, job.sequence)
    const planned = await plan(reader.read, job)
    const head = headOf(reader.read, job)
    const { station, disk, sequence, previous } = job
    const stream = writeVolume(planned.items, { station, disk, sequence, previous })
    const total = job.packets.reduce((sum, { bytes }) => sum + bytes, 0)
    const report = (phase: WriteProgress['phase']) => (done: number) => progress({ phase, done, total })
    const patience = new Patience(job.foreground, PATIENCE_MS)
    const givingWay = (phase: 'write' | 'read-back') => (done: number) => {
      report(phase)(done)
      return patience.wait(() => report('paused')(done))
    }
    await ensureDirDurably(paths.folder, {
      fs: io.fs,
      root: job.target.mount,
      device: job.target.device,
    })
    const { via } = await writeProven(
      io,
      job.target,
      paths.volume,
      inLargeWrites(stream, givingWay('write')),
      () => stream.result.sha256,
      givingWay('read-back'),
    )
    const { bytes, count, indexOffset, indexBytes } = stream.result
    const { changes, snapshot, drafts, last } = planned
    const onDisk = planned.onDisk()
    return {
      volume: {
        name: paths.volumeName,
        bytes,
        sha256: stream.result.sha256,
        count,
        index: { offset: indexOffset, bytes: indexBytes, sha256: digestOf(stream.result.index) },
        signed: true,
      },
      via,
      changes: changes && { epoch: job.epoch, from: changes.from, to: changes.to },
      snapshot: snapshot && { change: last },
      head,
      onDisk,
      drafts,
      more: onDisk.change < last,
    }
  } finally {
    reader.close()
  }
}
