import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundled } from './bundle.ts'
import { answerIn, type GuestAnswer, type GuestJob } from './job.ts'
import { provideKernel } from './kernel.ts'

const INIT = join(import.meta.dirname, 'init-qemu.sh')
const STICK_BYTES = 256 << 20

/** Why there is no such machine here. */
export function qemuMissing(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64' || process.getuid?.() !== 0)
    return 'needs root on Linux, x64'
  const packages: [string, string][] = [
    ['qemu-system-x86_64', 'qemu-system-x86'],
    ['cpio', 'cpio'],
    ['busybox', 'busybox-static'],
    ['mkfs.exfat', 'exfatprogs'],
  ]
  const missing = packages.flatMap(([tool, name]) => (spawnSync('which', [tool]).status === 0 ? [] : [name]))
  return missing.length === 0 ? undefined : `needs the packages ${missing.join(', ')}`
}

/** A socket on which one machine will call, and every line that it says. */
async function listening(path: string, onLine: (line: string, socket: Socket) => void): Promise<Server> {
  const server = createServer((socket) => {
    let held = ''
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      const parts = (held + chunk.toString()).split(/\r?\n/)
      held = parts.pop() ?? ''
      for (const line of parts) onLine(line, socket)
    })
  })
  await new Promise<void>((resolve) => server.listen(path, () => resolve()))
  return server
}

const STICK = { driver: 'usb-storage', id: 'stick', drive: 'disk', bus: 'usb.0', removable: true }

/** What the guest asks its host for, as the machine's monitor is told it. */
const ACTS: Readonly<Record<string, object>> = {
  pull: { execute: 'device_del', arguments: { id: STICK.id } },
  plug: { execute: 'device_add', arguments: STICK },
}

/** Boots the distribution's kernel with a USB stick in its port, runs one program of this folder in it, and pulls the stick when it asks. */
export async function inQemu(program: string, job: GuestJob, limitMs: number): Promise<GuestAnswer> {
  const box = mkdtempSync(join(tmpdir(), 'rekam-qemu-'))
  const { image, initrd } = provideKernel(INIT)
  const stick = join(box, 'stick')
  writeFileSync(stick, '')
  truncateSync(stick, STICK_BYTES)
  let monitor: Socket | undefined
  const control = await listening(join(box, 'monitor'), (line, socket) => {
    // Its greeting; until it is answered nothing else may be asked.
    if (!line.includes('"QMP"')) return
    monitor = socket
    socket.write('{"execute":"qmp_capabilities"}\n')
  })
  const asked = await listening(join(box, 'asked'), (line) => {
    const act = ACTS[line.trim()]
    if (act) monitor?.write(`${JSON.stringify(act)}\n`)
  })
  const words = {
    GUEST: await bundled(program),
    JOB: Buffer.from(JSON.stringify(job)).toString('base64url'),
    NODE: process.execPath,
  }
  const said = Object.entries(words).map(([name, value]) => `${name}=${value}`)
  const share = (tag: string, path: string, more: string) => [
    '-virtfs',
    `local,path=${path},mount_tag=${tag},security_model=none,multidevs=remap${more}`,
  ]
  const options = [
    ['-accel', 'tcg,thread=multi'],
    ['-cpu', 'max'],
    ['-smp', '2'],
    ['-m', '3072'],
    ['-nodefaults', '-no-reboot'],
    ['-display', 'none'],
    ['-kernel', image],
    ['-initrd', initrd],
    ['-append', ['console=ttyS0', 'quiet', 'panic=-1', ...said].join(' ')],
    ['-serial', 'stdio'],
    ['-chardev', `socket,id=asked,path=${join(box, 'asked')}`],
    ['-serial', 'chardev:asked'],
    ['-chardev', `socket,id=mon,path=${join(box, 'monitor')}`],
    ['-mon', 'chardev=mon,mode=control'],
    share('root', '/', ',readonly=on'),
    share('box', box, ''),
    ['-device', 'qemu-xhci,id=usb'],
    ['-blockdev', `driver=file,node-name=disk,filename=${stick}`],
    ['-device', 'usb-storage,id=stick,drive=disk,bus=usb.0,removable=on'],
  ]
  const machine = spawn('qemu-system-x86_64', options.flat(), { stdio: ['ignore', 'pipe', 'pipe'] })
  const console: Buffer[] = []
  machine.stdout.on('data', (chunk: Buffer) => console.push(chunk))
  machine.stderr.on('data', (chunk: Buffer) => console.push(chunk))
  const timer = setTimeout(() => machine.kill('SIGKILL'), limitMs)
  await new Promise<void>((resolve) => machine.on('close', () => resolve()))
  clearTimeout(timer)
  control.close()
  asked.close()
  const answer = answerIn(box, Buffer.concat(console).toString())
  if (existsSync(box)) rmSync(box, { recursive: true, force: true })
  return answer
}
