import { type CheckDepth, type RunningCheck, startCheck } from './db/check.ts'
import { forgetLocal, localValue, setLocal } from './db/local.ts'
import type { Store } from './db/open.ts'
import type { Ports } from './ports.ts'
import { refuse } from './refuse.ts'

const WEEK_MS = 7 * 24 * 3600_000
/** Long enough for the window to be painted and the first pages read. */
const AFTER_FIRST_PAINT_MS = 10_000

export interface Checking {
  readonly key: Uint8Array
  readonly ports: Ports
  /** Called when a check in the background finds the store damaged. */
  readonly damaged: () => Promise<void>
}

function isFullDue(store: Store, now: Date): boolean {
  const last = localValue(store.read, 'checked-full')
  return last === undefined || Math.abs(now.getTime() - Date.parse(last)) > WEEK_MS
}

/** Remembers how a check ended. A store that fails one is not opened again before it passes a full one. */
async function note(
  store: Store,
  ports: Ports,
  depth: CheckDepth,
  problems: readonly string[],
): Promise<void> {
  for (const problem of problems.slice(0, 20)) ports.log.error('store check', { depth, problem })
  const now = ports.now().toISOString()
  await store.write.transaction((tx) => {
    if (problems.length > 0) setLocal(tx, 'check-failed', now)
    else forgetLocal(tx, 'check-failed')
    if (problems.length === 0 && depth === 'full') setLocal(tx, 'checked-full', now)
  })
  if (problems.length === 0) ports.log.info('store checked', { depth })
}

/** Before anything else, after an unclean stop or a check that failed. Fault STORE-DAMAGED. */
async function checkFirst(store: Store, { key, ports }: Checking): Promise<void> {
  const failed = localValue(store.read, 'check-failed') !== undefined
  const unclean = localValue(store.read, 'opened') !== undefined
  if (!failed && !unclean) return
  const depth = failed ? 'full' : 'quick'
  const problems = (await startCheck({ path: store.path, key, depth }).problems) ?? []
  await note(store, ports, depth, problems)
  if (problems.length > 0) throw refuse('STORE-DAMAGED')
}

/**
 * The store's health: after an unclean stop a quick check before anything else (Fault STORE-DAMAGED); then one in the background
 * once the first pages are painted, the full one weekly (ARCHITECTURE: on the station).
 */
export async function guardStore(store: Store, checking: Checking): Promise<{ stop(): Promise<void> }> {
  await checkFirst(store, checking)
  let running: RunningCheck | undefined
  const inBackground = async () => {
    const depth = isFullDue(store, checking.ports.now()) ? 'full' : 'quick'
    running = startCheck({ path: store.path, key: checking.key, depth })
    const problems = await running.problems
    if (problems === null) return
    await note(store, checking.ports, depth, problems)
    // Not awaited: closing the store stops this check.
    if (problems.length > 0) void checking.damaged()
  }
  const timer = setTimeout(() => {
    inBackground().catch((error: unknown) => {
      checking.ports.log.error('store check did not run', { error: String(error) })
    })
  }, AFTER_FIRST_PAINT_MS)
  timer.unref()
  return {
    stop: async () => {
      clearTimeout(timer)
      await running?.stop()
    },
  }
}
