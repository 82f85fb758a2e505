import type { Progress } from '../../contract/base.ts'
import { restoreContract } from '../../contract/restore.ts'
import type { Desk } from '../context.ts'
import { refuse } from '../refuse.ts'
import { serve } from '../rpc.ts'
import { type RestoreHands, restoreInThread } from './hands.ts'
import { runRestore } from './run.ts'
import { readSources } from './sources.ts'

const os = serve(restoreContract)

/** One at a time at a desk. */
const running = new WeakMap<Desk, { progress: Progress | null }>()

async function alone<T>(
  desk: Desk,
  work: (hands: RestoreHands, onProgress: (progress: Progress) => void) => Promise<T>,
): Promise<T> {
  if (running.has(desk)) throw refuse('RESTORE-RUNNING')
  const state: { progress: Progress | null } = { progress: null }
  running.set(desk, state)
  const hands = restoreInThread()
  try {
    return await work(hands, (progress) => {
      state.progress = progress
    })
  } finally {
    running.delete(desk)
    void hands.close()
  }
}

export const restoreHandlers = os.router({
  plan: os.plan.handler(({ input, context: { desk } }) =>
    alone(desk, async (hands, onProgress) => hands.plan(await readSources(input), onProgress)),
  ),
  run: os.run.handler(({ input, context: { desk } }) =>
    alone(desk, (hands, onProgress) =>
      runRestore(input, { ports: desk.ports, paths: desk.paths, hands, onProgress }),
    ),
  ),
  progress: os.progress.handler(({ context: { desk } }) => running.get(desk)?.progress ?? null),
})
