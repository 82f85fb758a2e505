import type { Reread } from '../../../contract/backup.ts'
import { foregroundOf } from '../../foreground.ts'
import type { Volume } from '../../ports.ts'
import type { Station } from '../../station.ts'
import { formatPublicKey } from '../../../lib/minisign.ts'
import { type DiskIo, nodeDisk } from '../disk/io.ts'
import { explain } from '../engine/explain.ts'
import { type Hands, handsInThread } from '../engine/hands.ts'
import { tornOn } from '../engine/torn.ts'
import { ReadMeter } from '../meter.ts'
import type { DiskRow } from '../queries.ts'
import { roomOf } from '../room.ts'
import { recordVerdict } from '../verify/ledger.ts'
import type { OwnKey } from '../verify/own-trust.ts'
import { type Campaign, campaignOf, finishCampaign, nextSlice, noteCampaign, sizeOf } from './campaign.ts'
import { alarmOfUnread, takeInventory } from './inventory.ts'

export interface CheckOptions {
  readonly io?: DiskIo
  readonly hands?: () => Hands
  /** Gives up after the slice under way, which is read again next time: the station is being closed. */
  readonly signal?: AbortSignal
  readonly limit?: { readonly bytes: number; readonly volumes: number }
}

/** A run to the same disk goes first: what exists once matters more than what exists twice. Who stops the reading does not wait for it. */
async function afterRun(station: Station, disk: string, stopped: Promise<void>): Promise<void> {
  const run = roomOf(station).running.get(disk)
  if (run) await Promise.race([run.catch(() => undefined), stopped])
}

/** A lost statement or a broken chain belongs to no volume: told to who asked, once each. */
function gathered(problems: Reread['problems'], more: Reread['problems']): Reread['problems'] {
  const key = ({ code, path }: Reread['problems'][number]) => `${code} ${path}`
  const known = new Set(problems.map(key))
  return [...problems, ...more.filter((one) => !known.has(key(one)))]
}

/** Reads a campaign, or what is left of it: slice after slice, each written into the register before the next. */
export async function readCampaign(
  station: Station,
  disk: DiskRow,
  volume: Volume,
  begun: Campaign,
  { io = nodeDisk, hands = handsInThread, signal: closing, limit }: CheckOptions,
): Promise<Reread> {
  const room = roomOf(station)
  let campaign = begun
  let problems: Reread['problems'] = []
  const own = station.read.all<OwnKey>('SELECT station, id AS epoch, key FROM epoch ORDER BY position')
  const root = formatPublicKey(station.trust.root)
  const reader = hands()
  const stop = new AbortController()
  const ended = Promise.withResolvers<void>()
  room.stopCheck.set(disk.id, (rests) => {
    if (rests) room.resting.set(disk.id, volume.session ?? '')
    stop.abort()
    return ended.promise
  })
  const signal = closing ? AbortSignal.any([closing, stop.signal]) : stop.signal
  const stopped = Promise.withResolvers<void>()
  const close = () => {
    stopped.resolve()
    void reader.close()
  }
  signal.addEventListener('abort', close, { once: true })
  const isStopped = () => signal.aborted
  const size = sizeOf(station.read, disk.id, campaign)
  const phase = campaign.scope === 'all' ? 'verify-all' : 'verify'
  const meter = new ReadMeter(size.bytes, size.bytes - nextSlice(station.read, disk.id, campaign).left)
  const tell = (what: string, read: number) => {
    const now = meter.take(what, read)
    room.checking.set(disk.id, now)
    if (what !== 'paused' && now.bytesPerSecond) room.rates.set(disk.id, now.bytesPerSecond)
    room.tell()
  }
  const stands = (finished: boolean): Reread => {
    const { volumes, packets, via, cold } = campaign
    const sound = campaign.problems === 0 && problems.every(({ code }) => code === 'COMMIT-UNFINISHED')
    return { finished, sound, volumes, of: size.volumes, packets, via, cold, problems }
  }
  try {
    for (;;) {
      if (!isStopped()) await afterRun(station, disk.id, stopped.promise)
      if (isStopped()) return stands(false)
      const { slice, left } = nextSlice(station.read, disk.id, campaign, limit)
      if (slice.length === 0) break
      // What went while the disk stayed connected is told, and not read.
      const gone = await takeInventory(station, disk, volume, io, slice)
      campaign = { ...campaign, problems: campaign.problems + gone }
      if (gone > 0) continue
      const before = size.bytes - left
      tell(phase, before)
      const only = slice.map(({ sequence }) => sequence)
      const torn = { station: station.code, ...tornOn(station, volume) }
      const input = { mount: volume.mount, root, station: station.code, own, only, torn }
      const verdict = await reader.verify({ ...input, foreground: foregroundOf(station) }, (now) =>
        tell(now.phase === 'paused' ? now.phase : phase, before + now.done),
      )
      const cold = await recordVerdict(station, verdict, volume, true)
      const judged = [...verdict.soundVolumes, ...verdict.damagedVolumes].filter(
        (one) => one.disk === disk.id,
      )
      const told = new Set(judged.map(({ sequence }) => sequence))
      const unread = slice.filter(({ sequence }) => !told.has(sequence))
      const changed = await alarmOfUnread(station, disk, volume, io, unread)
      tell(phase, before + slice.reduce((sum, { bytes }) => sum + bytes, 0))
      problems = gathered(problems, verdict.problems)
      campaign = {
        ...campaign,
        done: slice.at(-1)!.sequence,
        volumes: campaign.volumes + slice.length - unread.length,
        packets: campaign.packets + verdict.packets,
        problems: campaign.problems + verdict.damagedVolumes.length + changed,
        via: verdict.via === 'cache' ? 'cache' : campaign.via,
        cold: campaign.cold && cold && unread.length === 0,
      }
      const now = campaign
      await station.write.transaction((tx) => noteCampaign(tx, disk.id, now))
    }
    await finishCampaign(station, disk.id, campaign)
    return stands(true)
  } catch (error) {
    if (isStopped()) return stands(false)
    throw await explain(error, station.ports.volumes, volume, disk.label)
  } finally {
    signal.removeEventListener('abort', close)
    close()
    room.checking.delete(disk.id)
    room.stopCheck.delete(disk.id)
    ended.resolve()
    room.tell()
  }
}

/**
 * The verification of a disk that is due, or the rest of one that was interrupted, so that it goes on where it stopped after the disk was
 * away or the station closed. Gives way to runs and to whoever waits at the desk. Volumes read from the medium in another presence of it
 * than that in which they were written become L2. Not while somebody else reads the disk, and not where a person stopped it in this
 * presence. Answers whether something was due and is finished. Faults as verifyDisk.
 */
export async function checkDisk(
  station: Station,
  disk: DiskRow,
  volume: Volume,
  options: CheckOptions = {},
): Promise<boolean> {
  const room = roomOf(station)
  if (room.leaving.has(disk.id) || room.reading.has(disk.id) || room.stopCheck.has(disk.id)) return false
  if (room.resting.get(disk.id) === (volume.session ?? '')) return false
  const campaign = campaignOf(station, disk)
  return campaign !== null && (await readCampaign(station, disk, volume, campaign, options)).finished
}
