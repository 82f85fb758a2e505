import { join, resolve } from 'node:path'
import type { Progress } from '../../contract/base.ts'
import type { RestorePlan, RestoreResult, RestoreSource } from '../../contract/restore.ts'
import { openDesk } from '../open-core-desk.ts'
import { refuse } from '../refuse.ts'
import { readSources, restoreInThread, runRestore } from '../restore/index.ts'
import { REQUEST_FILE } from '../settings/index.ts'
import { exitOf, planLines, teller } from './restore-words.ts'
import { passphraseFrom, readText } from './secrets.ts'
import { type Common, languageOf, print, sayer, type Terminal } from './terminal.ts'
import { portsOf, RESOURCES } from './with-station.ts'

/** Options that name sources. */
export interface PlaceOptions {
  readonly disk?: readonly string[]
  readonly drive?: string
  readonly papers?: string
  readonly identity?: string
  readonly share?: readonly string[]
  readonly certificates?: string
  readonly list?: boolean
}

export interface RestoreOptions extends Common, PlaceOptions {
  readonly dryRun?: boolean
  readonly into?: string
  readonly trust?: string
  readonly passphraseFile?: string
  readonly code?: string
  readonly plan?: boolean
}

/** The sources that both restoring and gaining know. Fault CLI-SOURCE where none is named. */
export async function placesOf(options: PlaceOptions) {
  const { drive, papers, identity, share, certificates, list } = options
  const disks = (options.disk ?? []).map((mount) => resolve(mount))
  if (disks.length === 0 && drive === undefined) throw refuse('CLI-SOURCE')
  return {
    disks,
    ...(drive === undefined ? {} : { drive: resolve(drive) }),
    ...(papers === undefined ? {} : { papers: linesOf(await readText(resolve(papers))) }),
    ...(identity === undefined ? {} : { identity: resolve(identity) }),
    ...(share === undefined ? {} : { shares: share.map((path) => resolve(path)) }),
    ...(certificates === undefined ? {} : { certificates: resolve(certificates) }),
    ...(list ? { list } : {}),
  }
}

/** One scanned QR text per line. */
function linesOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '')
}

/** Secrets by file alone; a password is not needed where the recovery identity opens the disks. */
async function sourceOf(options: RestoreOptions): Promise<RestoreSource> {
  const { identity, share, code, passphraseFile, plan, dryRun, trust } = options
  const places = await placesOf(options)
  if (trust === undefined) throw refuse('RESTORE-NO-TRUST')
  const recovers = identity !== undefined || share !== undefined
  const needed = !recovers || passphraseFile !== undefined || !(plan || dryRun)
  return {
    ...places,
    trust: resolve(trust),
    ...(needed ? { passphrase: await passphraseFrom(passphraseFile, resolve(options.into ?? '.')) } : {}),
    ...(code === undefined ? {} : { station: code }),
  }
}

/** Restores into the folder while holding it, so that no window opens half a station. */
async function runInto(
  folder: string,
  source: RestoreSource,
  onProgress: (progress: Progress) => void,
): Promise<RestoreResult> {
  const ports = portsOf({})
  const paths = { station: folder, resources: RESOURCES }
  const desk = await openDesk(ports, paths, [])
  const hands = restoreInThread()
  try {
    const door = desk.door()
    if (door.door === 'broken' && door.code === 'STORE-IN-USE') throw refuse(door.code)
    return await runRestore(source, { ports, paths, hands, onProgress })
  } finally {
    await hands.close()
    await desk.close()
  }
}

/**
 * `rekam restore`: --plan says what would come and writes nothing, --dry-run does all of it into a folder that goes again. Exit code 1
 * when something is damaged, missing or in quarantine: everything else was restored.
 */
export async function restore(terminal: Terminal, options: RestoreOptions): Promise<number> {
  const source = await sourceOf(options)
  const found =
    options.plan || options.dryRun
      ? await look(source, options, terminal)
      : await run(source, options, terminal)
  const request = 'newEpoch' in found ? join(resolve(options.into ?? ''), 'keys', REQUEST_FILE) : null
  const say = sayer(options)
  print(terminal, options, { ...found, request }, [
    ...planLines(found, languageOf(options)),
    ...(options.dryRun
      ? [
          say(
            'Uji coba selesai: semuanya dapat dipulihkan di sini. Tidak ada yang ditinggalkan.',
            'The dry run went well: everything can be restored here. Nothing was left behind.',
          ),
        ]
      : []),
    ...(request === null
      ? []
      : [
          say(
            `Dipulihkan. Kirim berkas permintaan ini kepada Dinas untuk disahkan: ${request}`,
            `Restored. Send this request file to the Dinas to be certified: ${request}`,
          ),
        ]),
  ])
  return exitOf(found)
}

async function look(
  source: RestoreSource,
  options: RestoreOptions,
  terminal: Terminal,
): Promise<RestorePlan> {
  const hands = restoreInThread()
  try {
    const sources = await readSources(source)
    if (!options.dryRun) return await hands.plan(sources, teller(terminal, languageOf(options)))
    return await hands.dryRun(
      { sources, now: portsOf({}).now().toISOString() },
      teller(terminal, languageOf(options)),
    )
  } finally {
    await hands.close()
  }
}

function run(source: RestoreSource, options: RestoreOptions, terminal: Terminal): Promise<RestoreResult> {
  const { into } = options
  if (into === undefined) throw refuse('CLI-INTO')
  return runInto(resolve(into), source, teller(terminal, languageOf(options)))
}
