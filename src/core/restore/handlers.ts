import type { Progress } from '../../contract/base.ts'
import { restoreContract } from '../../contract/restore.ts'
import type { Desk } from '../context.ts'
import { ShareTray } from '../keys/index.ts'
import { refuse } from '../refuse.ts'
import { serve } from '../rpc.ts'
import { type LiveStation, stationPaths } from '../settings/index.ts'
import { saveBreach } from './breach/breach.ts'
import { listDrills, saveDrill } from './drill/drills.ts'
import { runDrill } from './drill/drill.ts'
import { emptiedBefore, emptyStation } from './empty/empty.ts'
import { proveEmpty } from './empty/prove.ts'
import { interrupted } from './folder.ts'
import { planGain, runGain } from './gain.ts'
import { type RestoreHands, restoreInThread } from './hands.ts'
import { runRestore } from './run.ts'
import { sourceDrives } from './source-drives.ts'
import { readSources } from './sources.ts'

const os = serve(restoreContract)

/** One at a time at a desk. */
const running = new WeakMap<Desk, { progress: Progress | null }>()

/** Shares that were gathered at a desk: gone once a restore has used them. */
const trays = new WeakMap<Desk, ShareTray>()

function trayOf(desk: Desk): ShareTray {
  const tray = trays.get(desk) ?? new ShareTray()
  trays.set(desk, tray)
  return tray
}

export interface Alone {
  readonly hands: RestoreHands
  readonly onProgress: (progress: Progress) => void
}

/** Runs one long work of this room, with a thread of its own. Fault RESTORE-RUNNING. */
export async function alone<T>(desk: Desk, work: (deps: Alone) => Promise<T>): Promise<T> {
  if (running.has(desk)) throw refuse('RESTORE-RUNNING')
  const state: { progress: Progress | null } = { progress: null }
  running.set(desk, state)
  const hands = restoreInThread()
  try {
    return await work({
      hands,
      onProgress: (progress) => {
        state.progress = progress
      },
    })
  } finally {
    running.delete(desk)
    void hands.close()
  }
}

export const restoreHandlers = os.router({
  plan: os.plan.handler(({ input, context: { desk } }) =>
    alone(desk, async ({ hands, onProgress }) =>
      hands.plan(await readSources(input, trayOf(desk)), onProgress),
    ),
  ),
  dryRun: os.dryRun.handler(({ input, context: { desk } }) =>
    alone(desk, async ({ hands, onProgress }) =>
      hands.dryRun(
        { sources: await readSources(input, trayOf(desk)), now: desk.ports.now().toISOString() },
        onProgress,
      ),
    ),
  ),
  run: os.run.handler(({ input, context: { desk } }) =>
    alone(desk, async ({ hands, onProgress }) => {
      const tray = trayOf(desk)
      const done = await runRestore(input, { ports: desk.ports, paths: desk.paths, hands, onProgress, tray })
      tray.empty()
      return done
    }),
  ),
  drives: os.drives.handler(({ context: { desk } }) => sourceDrives(desk.ports.volumes)),
  gatherShares: os.gatherShares.handler(async ({ input, context: { desk } }) => {
    const shares = await trayOf(desk).judge(input.shares)
    const [first] = shares
    return {
      numbers: shares.map(({ number }) => number),
      of: first?.of ?? null,
      needs: first?.needs ?? null,
    }
  }),
  pending: os.pending.handler(({ context: { desk } }) =>
    interrupted(stationPaths(desk.paths.station, desk.paths.resources)),
  ),
  planGain: os.planGain.handler(({ input, context: { desk } }) =>
    alone(desk, (deps) => planGain(desk.station(), input, { ...deps, tray: trayOf(desk) })),
  ),
  gain: os.gain.handler(({ input, context: { desk } }) =>
    alone(desk, async (deps) => {
      const tray = trayOf(desk)
      const done = await runGain(desk.station() as LiveStation, input, { ...deps, tray })
      tray.empty()
      return done
    }),
  ),
  drill: os.drill.handler(({ input, context: { desk } }) =>
    alone(desk, (deps) => runDrill(desk.station(), input, deps)),
  ),
  drills: os.drills.handler(({ context: { desk } }) => listDrills(desk.station())),
  saveDrill: os.saveDrill.handler(({ input, context: { desk } }) =>
    saveDrill(desk.station(), input.id, input.path),
  ),
  saveBreach: os.saveBreach.handler(({ input, context: { desk } }) =>
    saveBreach(desk.station(), input.disk, input.path),
  ),
  proveEmpty: os.proveEmpty.handler(({ input, context: { desk } }) =>
    alone(desk, (deps) => proveEmpty(desk.station(), input.disks, deps)),
  ),
  empty: os.empty.handler(({ input, context: { desk } }) =>
    alone(desk, () => emptyStation(desk.station(), input, () => desk.lock())),
  ),
  emptied: os.emptied.handler(({ context: { desk } }) =>
    emptiedBefore(stationPaths(desk.paths.station, desk.paths.resources)),
  ),
  progress: os.progress.handler(({ context: { desk } }) => running.get(desk)?.progress ?? null),
})
