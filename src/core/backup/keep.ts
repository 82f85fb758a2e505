import type { KeepDisk } from '../../contract/backup.ts'
import { recordAct } from '../audit/index.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { tidyPlace } from './places.ts'
import { diskRow } from './queries.ts'

/** Where a disk is kept, who has it and by which day it is to be connected again. BACKUP-DISK-UNKNOWN, BACKUP-DISK-LOST {disk}. */
export async function keepDisk(station: Station, { disk, place, holder, dueOn }: KeepDisk): Promise<void> {
  await station.write.transaction((tx) => {
    const row = diskRow(tx, disk)
    if (!row) throw refuse('BACKUP-DISK-UNKNOWN')
    if (row.state !== 'paired') throw refuse('BACKUP-DISK-LOST', { disk: row.label })
    const now = { place: tidyPlace(place), holder: tidyPlace(holder), due_on: dueOn }
    tx.run('UPDATE disk SET place = :place, holder = :holder, due_on = :due_on WHERE id = :disk', {
      ...now,
      disk,
    })
    recordAct(tx, station, 'disk.kept', disk, {
      before: { place: row.place, holder: row.holder, due_on: row.due_on },
      now,
    })
  })
  station.changed('backup')
}
