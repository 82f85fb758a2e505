import { randomBytes } from 'node:crypto'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { uptime } from 'node:os'
import { linuxVolumes, systemVolumes } from './backup/index.ts'
import { folderDevice, identityMatcher, sbiDevices } from './enrolment/index.ts'
import { markPapers, systemPrinters } from './paper/index.ts'
import { filePrinters, folderVolumes, practicePlaces } from './practice/index.ts'
import type { CaptureDevices, Log, Ports, VolumeProvider } from './ports.ts'
import type { Shell, Start } from './process-messages.ts'

export interface NodePortsOptions {
  /** For tests and demos: drives are what is mounted below this folder, loop devices and tmpfs too. */
  readonly drives?: string | undefined
  /** For tests and demos: a scanner that reads the image files of this folder. */
  readonly captures?: string | undefined
  /** For tests and demos: the simulated scanner's control endpoint, which knows whose fingers it made up. */
  readonly matcher?: string | undefined
  /** Practice in this folder: its disks, the scanner of `captures`, and no other. */
  readonly practice?: string | undefined
}

/** The world as plain Node has it: the core process adds what the shell has (shellPorts), the terminal nothing. */
export function nodePorts({ drives, captures, matcher, practice }: NodePortsOptions = {}): Ports {
  if (practice !== undefined) markPapers()
  return {
    now: () => new Date(),
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    uptime,
    volumes: practice === undefined ? volumesHere(drives) : folderVolumes(practicePlaces(practice).drives),
    secretBox: null,
    devices: practice === undefined ? scannersOf(captures) : foldersAlone(captures),
    matcher: matcher === undefined ? null : identityMatcher(matcher),
    dialogs: null,
    facing: null,
    printers: practice === undefined ? systemPrinters() : filePrinters(practicePlaces(practice).papers),
    log: stderrLog,
    space: async (path) => {
      const { bavail, blocks, bsize } = await statfs(path)
      return { free: bavail * bsize, bytes: blocks * bsize }
    },
    practice: practice ?? null,
    restart: null,
    runtime: '',
  }
}

/** The halves that only the shell has. */
export function shellPorts(
  shell: Shell,
  start: Start,
  practice: string | null,
): Pick<Ports, 'secretBox' | 'dialogs' | 'facing' | 'restart' | 'runtime'> {
  const box = {
    seal: (plain: Uint8Array) => shell.sealSecret(plain),
    open: (sealed: Uint8Array) => shell.openSecret(sealed),
  }
  return {
    // Nothing of practice is bound to this computer's key store, which is the real station's.
    secretBox: start.secretBox && practice === null ? box : null,
    dialogs: {
      // Where practice may save is where its dialog opens.
      choosePath: (kind, suggested) =>
        shell.choosePath(
          kind,
          practice === null ? suggested : join(practicePlaces(practice).files, suggested ?? ''),
        ),
    },
    restart: (as) => shell.restart(as),
    facing: { open: () => shell.faceResident(true), close: () => shell.faceResident(false) },
    runtime: start.runtime,
  }
}

function volumesHere(drives: string | undefined): VolumeProvider {
  return drives === undefined ? systemVolumes() : linuxVolumes({ roots: [drives], pretended: true })
}

/** Practice's scanners: whoever sits there, the fingers of a sample person. */
function foldersAlone(folder: string | undefined): CaptureDevices {
  const folders = (['finger', 'iris'] as const).map((kind) =>
    folderDevice(kind, () => folder ?? '', 'Alat latihan'),
  )
  return { find: async () => folders }
}

/** Scanners behind SBI services; before them the folder, where a test or demo has one. */
function scannersOf(folder: string | undefined): CaptureDevices {
  const sbi = sbiDevices(() => new Date())
  if (folder === undefined) return sbi
  const folders = (['finger', 'iris'] as const).map((kind) => folderDevice(kind, () => folder))
  return { find: async (trust) => [...folders, ...(await sbi.find(trust))] }
}

/** One line a message, on standard error: the shell keeps it in its log, a terminal shows it. */
const stderrLog: Log = {
  info: (message, details) => write('info', message, details),
  error: (message, details) => write('error', message, details),
}

function write(level: string, message: string, details: object = {}): void {
  const more = Object.keys(details).length === 0 ? '' : ` ${JSON.stringify(details)}`
  process.stderr.write(`${level} ${message}${more}\n`)
}
