/**
 * Guest: a medium that cannot read some of its sectors any more, in the midst of a packet that was acknowledged, under the real kernel's
 * vfat and ext4. The verification has to say which volume, a restore has to bring everything else, and the next backup the packet again.
 */
import { closeSync, openSync, readFileSync, readSync, rmSync } from 'node:fs'
import { diskRow, pairedDisks } from '../../../src/core/backup/queries.ts'
import { checkDisk } from '../../../src/core/backup/routine/check-disk.ts'
import { handsHere } from '../../../src/core/backup/testing/here.ts'
import { packetPath } from '../../../src/core/enrolment/index.ts'
import { foreign, restored } from '../judge.ts'
import { type GuestStation, guestStation, wrongNow } from './guest-station.ts'
import type { GuestJob } from './job.ts'
import { judged, point } from './judged.ts'
import { blank, dropCaches, format, loopOf, mount, run, SIZES, unmount } from './machine.ts'

const { kind, seed } = JSON.parse(Buffer.from(process.argv[2] ?? '', 'base64url').toString()) as GuestJob
const DISK = '/mnt/disk'
const IMAGE = '/mnt/worn.img'
const DEVICE = '/dev/mapper/worn'
/** A device reads eight sectors at once, and loses them together. */
const BAD = 8
const SOON_MS = 5000

function become(table: readonly string[]): void {
  run('dmsetup', 'suspend', '--noflush', '--nolockfs', 'worn')
  run('dmsetup', 'load', 'worn', '--table', table.join('\n'))
  run('dmsetup', 'resume', 'worn')
}

/** The sector of the image in which these bytes lie. */
function sectorOf(bytes: Buffer): number {
  const image = openSync(IMAGE, 'r')
  try {
    const all = Buffer.alloc(SIZES[kind])
    readSync(image, all, 0, all.length, 0)
    const at = all.indexOf(bytes)
    if (at < 0) throw new Error('the packet is not on the medium')
    return Math.floor(at / 512 / BAD) * BAD
  } finally {
    closeSync(image)
  }
}

async function worn(desk: GuestStation, data: string): Promise<string[]> {
  const { station } = desk
  const sectors = SIZES[kind] / 512
  const row = station.read.get<{ id: string; sealed_at: string }>(
    'SELECT id, sealed_at FROM recording ORDER BY seq LIMIT 1',
  )
  if (!row) return ['nothing was sealed']
  // From its middle: its header in the volume stays whole.
  const middle = readFileSync(packetPath(station, row.id, row.sealed_at)).subarray(150_000, 150_064)
  unmount(DISK)
  const first = sectorOf(middle)
  const rest = first + BAD
  become([
    `0 ${first} linear ${data} 0`,
    `${first} ${BAD} error`,
    `${rest} ${sectors - rest} linear ${data} ${rest}`,
  ])
  mount(kind, DEVICE, DISK)
  const wrong: string[] = []
  const found = (await wrongNow(desk.on, DISK)).filter((one) => one.startsWith('VOLUME-CORRUPT'))
  if (found.length !== 1) wrong.push(`the verification named ${found.length} volumes, not the one`)
  const back = await restored(desk.on, [DISK])
  wrong.push(...foreign(back, desk.sealed))
  const lost = [...desk.sealed.keys()].filter((id) => !back.has(id))
  if (lost.join(' ') !== row.id) wrong.push(`the restore lost ${lost.length} packets, not the one`)
  const [disk] = pairedDisks(station.read)
  const [volume] = await station.ports.volumes.list()
  if (!disk || !volume) return [...wrong, 'the disk is not there']
  desk.on.ports.clock.advance(40 * 86_400_000)
  const began = performance.now()
  await checkDisk(station, diskRow(station.read, disk.id) ?? disk, volume, { hands: () => handsHere() })
  const ms = performance.now() - began
  if (ms > SOON_MS) wrong.push(`the station took ${Math.round(ms)} ms to find it`)
  if (station.read.get('SELECT 1 FROM disk_alarm') === undefined) wrong.push('no alarm stands')
  // What was there is written anew beside it; the volume that cannot be read is left alone.
  const { said } = await desk.backup(DISK)
  if (said !== 'done') wrong.push(`the next backup was refused: ${said}`)
  const copies = station.read.all('SELECT DISTINCT packet FROM copy').length
  if (copies !== desk.sealed.size) wrong.push(`${desk.sealed.size - copies} were left out`)
  dropCaches()
  const again = await restored(desk.on, [DISK])
  const still = [...desk.sealed.keys()].filter((id) => !again.has(id))
  return still.length === 0 ? wrong : [...wrong, `${still.length} do not come back after the next backup`]
}

const data = loopOf(blank(IMAGE, SIZES[kind]))
run('dmsetup', 'create', 'worn', '--table', `0 ${SIZES[kind] / 512} linear ${data} 0`)
format(kind, DEVICE)
mount(kind, DEVICE, DISK)
const desk = await guestStation(`worn ${seed}`, DISK)
await desk.pair(DISK)
await desk.seal(3, 400_000)
await desk.backup(DISK)
await desk.seal(2, 400_000)
await point(`${kind}: sound before`, () => judged(desk, DISK))
await point(`${kind}: bad sectors in a packet`, () => worn(desk, data))
unmount(DISK)
run('dmsetup', 'remove', 'worn')
rmSync(IMAGE)
await desk.on.close()
