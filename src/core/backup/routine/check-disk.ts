import { foregroundOf } from '../../foreground.ts'
import type { Volume } from '../../ports.ts'
import type { Station } from '../../station.ts'
import { formatPublicKey } from '../../../lib/minisign.ts'
import { explain } from '../engine/explain.ts'
import { type Hands, handsInThread } from '../engine/hands.ts'
import { tornOn } from '../engine/torn.ts'
import type { DiskRow } from '../queries.ts'
import { roomOf } from '../room.ts'
import { recordVerdict } from '../verify/ledger.ts'
import type { OwnKey } from '../verify/own-trust.ts'
import { type Campaign, campaignOf, finishCampaign, nextSlice, noteCampaign } from './campaign.ts'

export interface CheckOptions {
  readonly hands?: () => Hands
  /** Gives up after the slice under way, which is read again next time: the station is being closed. */
  readonly signal?: AbortSignal
  readonly limit?: { readonly bytes: number; readonly volumes: number }
}

/** A run to the same disk goes first: what exists once matters more than what exists twice. */
async function afterRun(station: Station, disk: string): Promise<void> {
  await roomOf(station)
    .running.get(disk)
    ?.catch(() => undefined)
}

/**
 * The verification of a disk that is due, or the rest of one that was interrupted: slice after slice, each written into the register
 * before the next, so that it goes on where it stopped after the disk was away or the station closed. Gives way to runs and to whoever
 * waits at the desk. Volumes read from the medium in another presence of it than that in which they were written become L2. Answers
 * whether something was due and is finished. Faults as verifyDisk.
 */
export async function checkDisk(
  station: Station,
  disk: DiskRow,
  volume: Volume,
  { hands = handsInThread, signal: closing, limit }: CheckOptions = {},
): Promise<boolean> {
  const room = roomOf(station)
  let campaign: Campaign | null = campaignOf(station, disk)
  if (!campaign || room.leaving.has(disk.id)) return false
  const own = station.read.all<OwnKey>('SELECT station, id AS epoch, key FROM epoch ORDER BY position')
  const root = formatPublicKey(station.trust.root)
  const reader = hands()
  const stop = new AbortController()
  const ended = Promise.withResolvers<void>()
  room.stopCheck.set(disk.id, () => {
    stop.abort()
    return ended.promise
  })
  const signal = closing ? AbortSignal.any([closing, stop.signal]) : stop.signal
  const close = () => void reader.close()
  signal.addEventListener('abort', close, { once: true })
  const isStopped = () => signal.aborted
  try {
    for (;;) {
      await afterRun(station, disk.id)
      if (isStopped()) return false
      const { slice, left } = nextSlice(station.read, disk.id, campaign, limit)
      if (slice.length === 0) break
      const before: number = campaign.volumes
      const total = before + left
      room.checking.set(disk.id, { phase: 'verify', done: before, total })
      room.tell()
      const only = slice.map(({ sequence }) => sequence)
      const torn = { station: station.code, ...tornOn(station, volume) }
      const input = { mount: volume.mount, root, station: station.code, own, only, torn }
      const verdict = await reader.verify({ ...input, foreground: foregroundOf(station) }, ({ volumes }) => {
        room.checking.set(disk.id, { phase: 'verify', done: before + volumes, total })
        room.tell()
      })
      const cold = await recordVerdict(station, verdict, volume, true)
      campaign = {
        ...campaign,
        done: slice.at(-1)!.sequence,
        volumes: before + slice.length,
        packets: campaign.packets + verdict.packets,
        problems: campaign.problems + verdict.damagedVolumes.length,
        via: verdict.via === 'cache' ? 'cache' : campaign.via,
        cold: campaign.cold && cold,
      }
      const now = campaign
      await station.write.transaction((tx) => noteCampaign(tx, disk.id, now))
    }
    await finishCampaign(station, disk.id, campaign)
    return true
  } catch (error) {
    if (isStopped()) return false
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
