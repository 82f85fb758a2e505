import type { Reread } from '../../../contract/backup.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { nodeDisk } from '../disk/io.ts'
import { roomOf } from '../room.ts'
import { type AtHand, diskAtHand } from './at-hand.ts'
import { noteCampaign, wholeCampaign } from './campaign.ts'
import { type CheckOptions, readCampaign } from './check-disk.ts'

async function readWhole(
  station: Station,
  { disk, volume }: AtHand,
  stopped: AbortSignal,
  options: CheckOptions,
): Promise<Reread> {
  const room = roomOf(station)
  room.resting.delete(disk.id)
  // What is due is a part of it.
  await room.stopCheck.get(disk.id)?.(false)
  const campaign = wholeCampaign(station, disk)
  // Asked for, it goes on by itself whatever interrupts it, its first volume too.
  await station.write.transaction((tx) => noteCampaign(tx, disk.id, campaign))
  // Whoever lets go of the disk or stops from here on finds the reading itself.
  if (room.leaving.has(disk.id)) throw refuse('BACKUP-LET-GO', { disk: disk.label })
  if (stopped.aborted) room.resting.set(disk.id, volume.session ?? '')
  const signal = options.signal ? AbortSignal.any([options.signal, stopped]) : stopped
  return readCampaign(station, disk, volume, campaign, { ...options, signal })
}

/**
 * Reads everything on the paired disk at a mount point again, because a person asks for it: the campaign of the routine, with its inventory,
 * its levels and its line in the register; goes on with one that was stopped. A second call joins. Faults BACKUP-NOT-PAIRED, BACKUP-LET-GO
 * {disk}, and those of verifyDisk.
 */
export async function readAll(station: Station, mount: string, options: CheckOptions = {}): Promise<Reread> {
  const found = await diskAtHand(station, mount, options.io ?? nodeDisk)
  if ('emptied' in found) throw refuse('BACKUP-NOT-PAIRED')
  const { reading } = roomOf(station)
  const { id } = found.disk
  const joined = reading.get(id)
  if (joined) return joined.done
  const stop = new AbortController()
  const done = readWhole(station, found, stop.signal, options)
  reading.set(id, { done, stop: () => stop.abort() })
  try {
    return await done
  } finally {
    reading.delete(id)
  }
}

/** Stops what is being read of a disk, due or asked for; nothing where nothing is. It does not begin again while the disk stays. */
export async function stopReading(station: Station, disk: string): Promise<void> {
  const room = roomOf(station)
  room.reading.get(disk)?.stop()
  await room.stopCheck.get(disk)?.(true)
}
