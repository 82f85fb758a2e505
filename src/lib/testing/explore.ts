import { type Cut, CUTS, type DiskKind } from './disk-model.ts'
import { FaultyFs, type Happening, type Plan, PowerCut } from './faulty-fs.ts'

/** All that may befall one call. */
const HAPPENINGS: Happening[] = [
  { errno: 'EIO' },
  { errno: 'EIO', late: true },
  { errno: 'ENOSPC' },
  { errno: 'ENOTCONN' },
  'short',
  'none',
  'cut-before',
  'cut-after',
]

/** How a run ended: `acknowledged` when the code under test reported success. */
export type Ending = { fs: FaultyFs; plan: Plan; acknowledged: boolean; error: unknown }
export type Scene = {
  kind: DiskKind
  seed: Record<string, Uint8Array>
  run: (fs: FaultyFs) => Promise<unknown>
  /** What is wrong with this ending, or undefined. Called once for every possible power cut after it. */
  wrong: (ending: Ending, cut: Cut, left: Map<string, Uint8Array>) => string | undefined
}

/** Tries no fault, every fault at every call, and every pair of faults; gives what `wrong` found, with its plan. */
export async function explore(scene: Scene): Promise<{ runs: number; violations: string[] }> {
  const violations: string[] = []
  let runs = 0
  const attempt = async (plan: Plan) => {
    const ending = await play(scene, plan)
    runs++
    for (const cut of CUTS) {
      const found = scene.wrong(ending, cut, ending.fs.after(cut))
      if (found !== undefined) violations.push(`${found}; cut ${cut}; ${describePlan(ending)}`)
    }
    return ending.fs.calls
  }
  const calls = await attempt([])
  for (let first = 0; first < calls.length; first++) {
    for (const what of applicable(calls[first])) {
      const after = await attempt([{ at: first, what }])
      for (let second = first + 1; second < after.length; second++) {
        for (const also of applicable(after[second])) {
          await attempt([
            { at: first, what },
            { at: second, what: also },
          ])
        }
      }
    }
  }
  return { runs, violations }
}

async function play(scene: Scene, plan: Plan): Promise<Ending> {
  const fs = new FaultyFs(plan, scene.kind).seed(scene.seed)
  try {
    await scene.run(fs)
    return { fs, plan, acknowledged: true, error: undefined }
  } catch (error) {
    return { fs, plan, acknowledged: false, error }
  }
}

function applicable(call: string | undefined): Happening[] {
  return call === 'write' ? HAPPENINGS : HAPPENINGS.filter((what) => what !== 'short' && what !== 'none')
}

function describePlan({ fs, plan, acknowledged }: Ending): string {
  const met = plan.map(
    ({ at, what }) => `${JSON.stringify(what)} at ${at} (${fs.calls[at] ?? 'never reached'})`,
  )
  return `${acknowledged ? 'acknowledged' : 'refused'}; ${met.join(', ') || 'no fault'}`
}

/** The power went, perhaps during the clean-up. */
export function isPowerCut(error: unknown): boolean {
  if (error instanceof PowerCut) return true
  if (error instanceof AggregateError) return error.errors.some(isPowerCut)
  return error instanceof Error && error.cause !== undefined && isPowerCut(error.cause)
}
