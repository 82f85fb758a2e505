import type { BackupStatus } from '../../contract/backup.ts'
import type { Station } from '../station.ts'
import { roomOf } from './room.ts'
import { backupStatus } from './status.ts'

/** Several changes at once are one status. */
const SETTLE_MS = 100

/** A status now, and a new one whenever something about drives, disks, runs or recordings changes; until `signal` ends it. */
export async function* watchBackup(station: Station, signal?: AbortSignal): AsyncGenerator<BackupStatus> {
  const room = roomOf(station)
  let dirty = true
  let wake = () => undefined as void
  const touch = () => {
    dirty = true
    wake()
  }
  const stops = [
    station.onChange((topic) => (topic === 'backup' || topic === 'enrolment') && touch()),
    station.ports.volumes.watch(touch),
    () => void room.listeners.delete(touch),
    () => signal?.removeEventListener('abort', touch),
  ]
  room.listeners.add(touch)
  signal?.addEventListener('abort', touch)
  const isStopped = () => signal?.aborted === true
  try {
    while (!isStopped()) {
      if (dirty) {
        dirty = false
        yield await backupStatus(station)
        await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    }
  } finally {
    for (const stop of stops) stop()
  }
}
