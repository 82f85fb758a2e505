import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../../../lib/testing/free-port.ts'
import { cupsPrinters } from '../cups.ts'
import type { Mode, PrinterRig } from './contract.ts'

/**
 * A CUPS of the test's own, from Debian's package: own configuration, spool, socket and port, nothing of the system's is touched. Its
 * queue `desk` has a backend that does what a file beside it says.
 */
export interface OwnCups extends PrinterRig {
  /** What CUPS_SERVER has to say. */
  readonly server: string
  readonly socket: string
  readonly folder: string
  /** Sets up one more queue from a PPD file of the system. */
  addQueue(name: string, device: string, ppd: string): void
}

const PROGRAMS = '/usr/lib/cups'

/** Prints into a folder, or does not: `mode` is read before each job and while it waits. CUPS hands job id, user, title, copies, options. */
const backend = (folder: string) => `#!/bin/sh
[ $# -eq 0 ] && { echo 'direct desk "Unknown" "Rekam test printer"'; exit 0; }
mode() { cat '${folder}/mode'; }
while [ "$(mode)" = slow ] || [ "$(mode)" = empty ]; do
  if [ "$(mode)" = empty ]; then echo 'STATE: +media-empty-error' >&2; else echo 'STATE: -media-empty-error' >&2; fi
  sleep 0.2
done
echo 'STATE: -media-empty-error' >&2
[ "$(mode)" = breaks ] && exit 1
cat "\${6:--}" > '${folder}/out/'"$1".part
printf '%s' "$4" > '${folder}/out/'"$1".copies
mv '${folder}/out/'"$1".part '${folder}/out/'"$1".pdf
`

/** A printer that takes PDF, with two trays; sizes in points. */
const ppd = (sizes: Readonly<Record<string, readonly [number, number]>>, trays: readonly string[]) => {
  const each = (line: (name: string, size: string) => string) =>
    Object.entries(sizes).map(([name, [width, height]]) => line(name, `${width} ${height}`))
  return [
    '*PPD-Adobe: "4.3"',
    '*FormatVersion: "4.3"',
    '*FileVersion: "1.0"',
    '*LanguageVersion: English',
    '*LanguageEncoding: ISOLatin1',
    '*PCFileName: "REKAM.PPD"',
    '*Manufacturer: "Rekam"',
    '*Product: "(Rekam)"',
    '*ModelName: "Rekam test"',
    '*ShortNickName: "Rekam test"',
    '*NickName: "Rekam test"',
    '*PSVersion: "(3010.000) 0"',
    '*LanguageLevel: "3"',
    '*ColorDevice: False',
    '*DefaultColorSpace: Gray',
    '*FileSystem: False',
    '*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"',
    '*OpenUI *PageSize/Page Size: PickOne',
    '*OrderDependency: 10 AnySetup *PageSize',
    '*DefaultPageSize: A4',
    ...each((name) => `*PageSize ${name}/${name}: ""`),
    '*CloseUI: *PageSize',
    '*OpenUI *PageRegion: PickOne',
    '*OrderDependency: 10 AnySetup *PageRegion',
    '*DefaultPageRegion: A4',
    ...each((name) => `*PageRegion ${name}/${name}: ""`),
    '*CloseUI: *PageRegion',
    '*DefaultImageableArea: A4',
    ...each((name, size) => `*ImageableArea ${name}/${name}: "0 0 ${size}"`),
    '*DefaultPaperDimension: A4',
    ...each((name, size) => `*PaperDimension ${name}/${name}: "${size}"`),
    ...(trays.length === 0
      ? []
      : [
          '*OpenUI *InputSlot/Media Source: PickOne',
          '*OrderDependency: 10 AnySetup *InputSlot',
          `*DefaultInputSlot: ${trays[0]}`,
          ...trays.map((tray) => `*InputSlot ${tray}/${tray}: ""`),
          '*CloseUI: *InputSlot',
        ]),
    '',
  ].join('\n')
}

const A4 = [595, 842] as const
const F4 = [609, 935] as const

function configure(folder: string, port: number): void {
  for (const name of ['etc', 'spool', 'cache', 'state', 'log', 'tmp', 'bin/backend', 'out'])
    mkdirSync(join(folder, name), { recursive: true })
  chmodSync(folder, 0o755)
  // Filters run as the system's user for printing.
  for (const name of ['tmp', 'out']) chmodSync(join(folder, name), 0o777)
  for (const name of ['filter', 'daemon', 'cgi-bin', 'driver', 'monitor', 'notifier'])
    if (existsSync(join(PROGRAMS, name))) symlinkSync(join(PROGRAMS, name), join(folder, 'bin', name))
  if (existsSync(join(PROGRAMS, 'backend/cups-pdf')))
    symlinkSync(join(PROGRAMS, 'backend/cups-pdf'), join(folder, 'bin/backend/cups-pdf'))
  writeFileSync(join(folder, 'bin/backend/desk'), backend(folder), { mode: 0o700 })
  writeFileSync(
    join(folder, 'etc/cupsd.conf'),
    `Listen ${join(folder, 'cups.sock')}
Listen 127.0.0.1:${port}
Browsing Off
WebInterface No
DefaultAuthType None
ErrorPolicy abort-job
MaxLogSize 0
LogLevel info
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
`,
  )
  const root = process.getuid?.() === 0
  const [user, group] = root ? ['lp', 'lp'] : [userInfo().username, String(userInfo().gid)]
  const inside = (name: string) => join(folder, name)
  writeFileSync(
    join(folder, 'etc/cups-files.conf'),
    `ServerRoot ${inside('etc')}
ServerBin ${inside('bin')}
DataDir /usr/share/cups
RequestRoot ${inside('spool')}
CacheDir ${inside('cache')}
StateDir ${inside('state')}
TempDir ${inside('tmp')}
AccessLog ${inside('log/access')}
ErrorLog ${inside('log/error')}
PageLog ${inside('log/page')}
User ${user}
Group ${group}
SystemGroup ${root ? 'root' : group}
SyncOnClose No
`,
  )
}

/** Starts it and sets up `desk` and `narrow`. Needs Debian's cups; takes a second or two. */
export async function startOwnCups(): Promise<OwnCups> {
  const folder = mkdtempSync(join(tmpdir(), 'rekam-cups-'))
  const port = await freePort()
  const server = `127.0.0.1:${port}`
  const env = { ...process.env, CUPS_SERVER: server, LC_ALL: 'C' }
  const say = (program: string, ...args: string[]) =>
    execFileSync(program, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  configure(folder, port)
  writeFileSync(join(folder, 'mode'), 'prints')
  let daemon: ChildProcess | undefined

  async function run(): Promise<void> {
    const files = ['-c', join(folder, 'etc/cupsd.conf'), '-s', join(folder, 'etc/cups-files.conf')]
    daemon = spawn('/usr/sbin/cupsd', ['-f', ...files], { stdio: 'ignore' })
    for (let tries = 0; tries < 100; tries++) {
      if (say('lpstat', '-r').includes('scheduler is running')) return
      await new Promise((done) => setTimeout(done, 200))
    }
    const log = join(folder, 'log/error')
    throw new Error(`cupsd did not start: ${existsSync(log) ? readFileSync(log, 'utf8').slice(-800) : ''}`)
  }
  async function stop(): Promise<void> {
    const was = daemon
    daemon = undefined
    if (!was || was.exitCode !== null) return
    await new Promise((done) => {
      was.once('exit', done)
      was.kill('SIGTERM')
    })
  }
  function addQueue(name: string, device: string, file: string): void {
    say('lpadmin', '-p', name, '-v', device, '-P', file, '-E')
  }

  await run()
  writeFileSync(join(folder, 'desk.ppd'), ppd({ A4, F4 }, ['Tray1', 'Tray2']))
  writeFileSync(join(folder, 'narrow.ppd'), ppd({ A4 }, []))
  addQueue('desk', 'desk:/one', join(folder, 'desk.ppd'))
  addQueue('narrow', 'desk:/two', join(folder, 'narrow.ppd'))
  say('lpadmin', '-d', 'desk')

  let stopped = false
  return {
    server,
    socket: join(folder, 'cups.sock'),
    folder,
    printers: cupsPrinters({ server }),
    addQueue,
    setMode(mode: Mode) {
      writeFileSync(join(folder, 'mode'), mode)
      if (mode === 'stopped') say('cupsdisable', 'desk')
      else if (stopped) say('cupsenable', 'desk')
      stopped = mode === 'stopped'
    },
    setDead: (dead) => (dead ? stop() : run()),
    async came(job) {
      const path = join(folder, 'out', `${job}.pdf`)
      if (!existsSync(path)) return undefined
      const size = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(
        execFileSync('pdfinfo', [path], { encoding: 'utf8' }),
      )
      const mm = (points: string | undefined) => (Number(points) / 72) * 25.4
      return {
        copies: Number(readFileSync(join(folder, 'out', `${job}.copies`), 'utf8')),
        mm: [mm(size?.[1]), mm(size?.[2])],
      }
    },
    async close() {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
