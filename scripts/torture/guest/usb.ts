/** Guest: a real USB stick with the kernel's own exFAT, pulled out of its port at every moment of a backup and plugged in again. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { wordless } from '../judge.ts'
import { guestStation } from './guest-station.ts'
import type { GuestJob } from './job.ts'
import { heard, judged, point, wait } from './judged.ts'
import { format, mount, run, tell, unmount } from './machine.ts'
import { handsAt, MOMENTS } from './moments.ts'

const job = JSON.parse(Buffer.from(process.argv[2] ?? '', 'base64url').toString()) as GuestJob
const { kind } = job
const DISK = '/mnt/disk'
const VOLUME = { count: 3, bytes: 700_000 }
/** An emulated machine is slow. */
const PATIENCE_S = 120

/** The stick's name: another one each time that it is plugged in while its last mount is still held. */
function stick(): string | undefined {
  return readdirSync('/sys/block').find(
    (name) => name.startsWith('sd') && existsSync(`/sys/block/${name}/device`),
  )
}

function device(): string {
  wait(
    () => stick() !== undefined && readFileSync(`/sys/block/${stick()}/size`, 'utf8').trim() !== '0',
    'the stick',
    PATIENCE_S,
  )
  return `/dev/${stick()}`
}

/** Asks the host, and does not go on before the kernel knows. */
function ask(what: 'pull' | 'plug'): void {
  writeFileSync('/dev/ttyS1', `${what}\n`)
  wait(
    () => (stick() === undefined) === (what === 'pull'),
    `the stick to be gone or back after ${what}`,
    PATIENCE_S,
  )
}

format(kind, device())
mount(kind, device(), DISK)
const desk = await guestStation(`usb ${job.seed}`, DISK)
await desk.pair(DISK)
await desk.seal(1)
await desk.backup(DISK)
tell({ note: `${kind} on a USB stick, Linux ${run('uname', '-r')}` })
for (let round = 0; round < job.points; round++) {
  for (const moment of MOMENTS) {
    await point(`${kind} pulled out of the port: ${moment}, round ${round}`, async () => {
      await desk.seal(VOLUME.count, VOLUME.bytes)
      const outcome = heard(
        await desk.backup(
          DISK,
          handsAt(moment, () => ask('pull')),
        ),
      )
      const wrong = wordless(outcome)
      if (outcome.said !== 'BACKUP-UNPLUGGED') wrong.push(`said ${outcome.said}`)
      run('umount', '-l', DISK)
      ask('plug')
      mount(kind, device(), DISK)
      return [...wrong, ...(await judged(desk, DISK))]
    })
  }
}
unmount(DISK)
await desk.on.close()
