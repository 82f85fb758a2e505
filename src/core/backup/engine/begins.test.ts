import { afterEach, expect, test } from 'vitest'
import { openTestStation, type TestStation } from '../../testing/index.ts'
import { runBackup } from '../backup.ts'
import type { DiskIo } from '../disk/io.ts'
import { pairDisk } from '../pair.ts'
import { mediumDisk, plugFolder } from '../testing/desk.ts'
import { seedPackets } from '../testing/seed.ts'
import { handsHere } from './hands.ts'

let on: TestStation | undefined
afterEach(() => on?.close())

test('a disk whose beginning is overwritten by its end, as a counterfeit one does, takes no volume that counts', async () => {
  on = await openTestStation()
  const { station } = on
  const { mount } = plugFolder(on)
  await pairDisk(station, { mount, kind: 'desk', label: 'PALSU', place: '' })
  // The cache still shows what lay there: only a read past it finds other bytes.
  let isOver = false
  const io: DiskIo = {
    ...mediumDisk,
    async readBack(path, onBytes) {
      const read = await mediumDisk.readBack(path, onBytes)
      return isOver && path.endsWith('DISK.JSN') ? { ...read, sha256: '0'.repeat(64) } : read
    },
  }
  const options = { io, hands: () => handsHere(io) }
  await seedPackets(station, 1)
  expect(await runBackup(station, mount, options)).toMatchObject({ packets: 1 })
  isOver = true
  await seedPackets(station, 1)
  for (let run = 0; run < 2; run++)
    await expect(runBackup(station, mount, options)).rejects.toMatchObject({
      code: 'BACKUP-READBACK',
      params: { disk: 'PALSU' },
    })
  expect(station.read.all('SELECT packet FROM copy')).toHaveLength(1)
  expect(station.read.all('SELECT sequence FROM disk_commit')).toHaveLength(1)
})
