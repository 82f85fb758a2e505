/**
 * Guest: devices that drop writes and say that all is well, that fail, that are pulled, and that have less room than they say, under the
 * real kernel's vfat and ext4.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { lostCopies, outcomeOf, wordless } from '../judge.ts'
import { type GuestStation, guestStation, wrongNow } from './guest-station.ts'
import type { GuestJob } from './job.ts'
import { heard, judged, point, wait } from './judged.ts'
import { blank, dropCaches, format, loopOf, mount, run, SIZES, unmount } from './machine.ts'
import { handsAt, MOMENTS } from './moments.ts'

const job = JSON.parse(Buffer.from(process.argv[2] ?? '', 'base64url').toString()) as GuestJob
const { kind } = job
const DISK = '/mnt/disk'
const VOLUME = { count: 3, bytes: 700_000 }

/** A device by the mapper whose table is changed under the file system. */
class Mapped {
  readonly #sectors = SIZES[kind] / 512
  readonly #data: string
  readonly path = '/dev/mapper/shaky'

  constructor() {
    this.#data = loopOf(blank('/mnt/shaky.img', SIZES[kind]))
    run('dmsetup', 'create', 'shaky', '--table', this.#table('well'))
  }

  become(what: 'well' | 'dropping' | 'failing' | 'dead'): void {
    run('dmsetup', 'suspend', '--noflush', '--nolockfs', 'shaky')
    run('dmsetup', 'load', 'shaky', '--table', this.#table(what))
    run('dmsetup', 'resume', 'shaky')
  }

  #table(what: 'well' | 'dropping' | 'failing' | 'dead'): string {
    const shaky = (feature: string) => `0 ${this.#sectors} flakey ${this.#data} 0 0 3600 1 ${feature}`
    if (what === 'dropping') return shaky('drop_writes')
    if (what === 'failing') return shaky('error_writes')
    return what === 'dead' ? `0 ${this.#sectors} error` : `0 ${this.#sectors} linear ${this.#data} 0`
  }
}

async function overShakyDevice(): Promise<void> {
  const device = new Mapped()
  format(kind, device.path)
  mount(kind, device.path, DISK)
  const desk = await guestStation(`shaky ${job.seed}`, DISK)
  await desk.pair(DISK)
  await desk.seal(1)
  await desk.backup(DISK)
  for (const harm of ['dropping', 'failing', 'dead'] as const) {
    for (const moment of MOMENTS.slice(0, job.points)) {
      if (harm !== 'dead' && moment === 'reading back') continue
      await point(`${kind} ${harm} from: ${moment}`, async () => {
        await desk.seal(VOLUME.count, VOLUME.bytes)
        const outcome = heard(
          await desk.backup(
            DISK,
            handsAt(moment, () => device.become(harm)),
          ),
        )
        const wrong = wordless(outcome)
        if (outcome.said === 'done') wrong.push('said done over a device that did not write')
        run('umount', '-f', DISK)
        device.become('well')
        mount(kind, device.path, DISK)
        return [...wrong, ...(await judged(desk, DISK))]
      })
    }
  }
  unmount(DISK)
  run('dmsetup', 'remove', 'shaky')
  rmSync('/mnt/shaky.img')
  await desk.on.close()
}

/** The SCSI debug driver's disk: a real one to the kernel, which can be pulled and given a size that it does not have. */
function scsiDisk(): string {
  const name = () =>
    readdirSync('/sys/block').find(
      (one) =>
        one.startsWith('sd') &&
        readFileSync(`/sys/block/${one}/device/model`, 'utf8').startsWith('scsi_debug'),
    )
  wait(() => name() !== undefined, 'scsi_debug disk')
  return name() ?? ''
}

async function pulled(): Promise<void> {
  run('modprobe', '-d', '/mnt/m', 'scsi_debug', 'dev_size_mb=64', 'delay=0')
  format(kind, `/dev/${scsiDisk()}`)
  mount(kind, `/dev/${scsiDisk()}`, DISK)
  const desk = await guestStation(`pulled ${job.seed}`, DISK)
  await desk.pair(DISK)
  await desk.seal(1)
  await desk.backup(DISK)
  for (const moment of MOMENTS.slice(0, job.points)) {
    await point(`${kind} pulled: ${moment}`, async () => {
      await desk.seal(VOLUME.count, VOLUME.bytes)
      let at = 0
      const pull = () => {
        at = performance.now()
        writeFileSync(`/sys/block/${scsiDisk()}/device/delete`, '1')
      }
      const outcome = heard(await desk.backup(DISK, handsAt(moment, pull)))
      const ms = performance.now() - at
      const wrong = wordless(outcome)
      if (outcome.said !== 'BACKUP-UNPLUGGED') wrong.push(`said ${outcome.said} after ${Math.round(ms)} ms`)
      run('umount', '-l', DISK)
      for (const host of readdirSync('/sys/class/scsi_host'))
        writeFileSync(`/sys/class/scsi_host/${host}/scan`, '- - -')
      mount(kind, `/dev/${scsiDisk()}`, DISK)
      return [...wrong, ...(await judged(desk, DISK))]
    })
  }
  unmount(DISK)
  await desk.on.close()
  run('modprobe', '-d', '/mnt/m', '-r', 'scsi_debug')
}

/** Whether a verification finds that something is wrong: it names it, or is refused in words since the folders themselves cannot be read. */
async function isFound(desk: GuestStation): Promise<boolean> {
  let wrong: string[] = []
  const outcome = await outcomeOf(async () => {
    wrong = await wrongNow(desk.on, DISK)
  })
  return outcome.said === 'done' ? wrong.length > 0 : wordless(outcome).length === 0
}

/** A stick that says 1 GB and has 24 MB: what is written beyond comes down on what was there. */
async function counterfeit(): Promise<void> {
  run('modprobe', '-d', '/mnt/m', 'scsi_debug', 'dev_size_mb=24', 'virtual_gb=1', 'delay=0')
  const device = `/dev/${scsiDisk()}`
  if (kind === 'vfat') run('mkfs.vfat', device)
  else run('mkfs.ext4', '-q', '-F', '-m', '0', '-O', '^has_journal', '-E', 'lazy_itable_init=1', device)
  await point(`${kind} counterfeit`, async () => {
    mount(kind, device, DISK)
    const desk = await guestStation(`false ${job.seed}`, DISK)
    try {
      await desk.pair(DISK)
      for (let n = 0; n < 8; n++) {
        await desk.seal(6, 1_000_000)
        const outcome = heard(await desk.backup(DISK))
        dropCaches()
        const lost = await lostCopies(desk.station, DISK, desk.sealed)
        if (outcome.said !== 'done') return wordless(outcome)
        if (lost.length === 0) continue
        // The end came down on the beginning, may be on its tables alone, which the kernel held (decision 0235): it is found, and no further run is done.
        const wrong = (await isFound(desk)) ? [] : [`done, verified as sound, but ${lost[0]}`]
        await desk.seal(1)
        const next = heard(await desk.backup(DISK))
        if (next.said === 'done') wrong.push(`a further run was done, but ${lost[0]}`)
        return [...wrong, ...wordless(next)]
      }
      return ['48 MB fitted onto 24']
    } finally {
      run('umount', '-l', DISK)
      await desk.on.close()
    }
  })
}

await overShakyDevice()
await pulled()
await counterfeit()
