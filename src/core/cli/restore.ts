import { join, resolve } from 'node:path'
import type { Progress } from '../../contract/base.ts'
import type { RestorePlan, RestoreResult, RestoreSource } from '../../contract/restore.ts'
import { openDesk } from '../open-core-desk.ts'
import { refuse } from '../refuse.ts'
import { readSources, restoreInThread, runRestore } from '../restore/index.ts'
import { REQUEST_FILE } from '../settings/index.ts'
import { passphraseFrom } from './secrets.ts'
import { type Common, print, type Terminal } from './terminal.ts'
import { portsOf, RESOURCES } from './with-station.ts'

export interface RestoreOptions extends Common {
  readonly disk: readonly string[]
  readonly into?: string
  readonly trust?: string
  readonly passphraseFile?: string
  readonly identity?: string
  readonly certificates?: string
  readonly code?: string
  readonly plan?: boolean
}

/** Secrets by file alone; a password is not needed where the recovery identity opens the disks. */
async function sourceOf(options: RestoreOptions): Promise<RestoreSource> {
  const { identity, certificates, code, passphraseFile } = options
  if (options.trust === undefined) throw refuse('RESTORE-NO-TRUST')
  const needed = identity === undefined || passphraseFile !== undefined || options.plan !== true
  return {
    disks: options.disk.map((mount) => resolve(mount)),
    trust: resolve(options.trust),
    ...(needed ? { passphrase: await passphraseFrom(passphraseFile, resolve(options.into ?? '.')) } : {}),
    ...(identity === undefined ? {} : { identity: resolve(identity) }),
    ...(certificates === undefined ? {} : { certificates: resolve(certificates) }),
    ...(code === undefined ? {} : { station: code }),
  }
}

function planLines(plan: RestorePlan): string[] {
  return [
    `Stasiun ${plan.station} (${plan.name}), ${plan.commits} komit, terakhir ${plan.lastAt ?? 'tidak diketahui'}`,
    `${plan.packets} paket, ${(plan.bytes / 1e6).toFixed(1)} MB`,
    plan.state === null
      ? 'Keadaan stasiun: TIDAK ADA di disk ini'
      : `Keadaan stasiun: ${plan.state.recordings} rekaman, ${plan.state.sukets} Suket`,
    plan.newestHead === 'known'
      ? 'Kepala terakhir diketahui'
      : 'Kepala terakhir tidak diketahui: periksa kertas bukti perekaman',
    ...plan.damaged.map(({ path, why }) => `  rusak: ${path}  ${why}`),
    ...plan.missing.map((id) => `  hilang: ${id}`),
    ...plan.quarantined.map((id) => `  dikarantina: ${id}`),
  ]
}

/** A line when the phase changes, and then every few seconds: the medium may take hours. */
function teller(terminal: Terminal): (progress: Progress) => void {
  let phase = ''
  let at = 0
  return (progress) => {
    const now = performance.now()
    if (progress.phase === phase && now - at < 3000) return
    phase = progress.phase
    at = now
    terminal.err(`${progress.phase} ${progress.done}${progress.total > 0 ? `/${progress.total}` : ''}`)
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
 * `rekam restore`: with --plan says what would come and writes nothing. Exit code 1 when something is damaged, missing or in quarantine:
 * everything else was restored.
 */
export async function restore(terminal: Terminal, options: RestoreOptions): Promise<number> {
  const source = await sourceOf(options)
  const found = options.plan ? await planOf(source, terminal) : await run(source, options, terminal)
  const { damaged, missing, quarantined } = found
  const request = 'newEpoch' in found ? join(resolve(options.into ?? ''), 'keys', REQUEST_FILE) : null
  print(terminal, options, { ...found, request }, [
    ...planLines(found),
    ...(request === null
      ? []
      : [`Dipulihkan. Kirim berkas permintaan ini kepada Dinas untuk disahkan: ${request}`]),
  ])
  return damaged.length + missing.length + quarantined.length > 0 ? 1 : 0
}

async function planOf(source: RestoreSource, terminal: Terminal): Promise<RestorePlan> {
  const hands = restoreInThread()
  try {
    return await hands.plan(await readSources(source), teller(terminal))
  } finally {
    await hands.close()
  }
}

function run(source: RestoreSource, { into }: RestoreOptions, terminal: Terminal): Promise<RestoreResult> {
  if (into === undefined) throw refuse('CLI-INTO')
  return runInto(resolve(into), source, teller(terminal))
}
