import { useCallback, useRef, useState } from 'react'
import { client } from '../../rpc.ts'

/**
 * Backs up to every disk that is connected, one after the other: two runs at once would share one USB line. A disk that
 * fails keeps its failure by mount, and the next one goes on.
 */
export function useRunAll(mounts: readonly string[]): {
  run: () => void
  pending: boolean
  failures: ReadonlyMap<string, unknown>
} {
  const [pending, setPending] = useState(false)
  const [failures, setFailures] = useState<ReadonlyMap<string, unknown>>(new Map())
  const busy = useRef(false)
  const runAll = useCallback(async () => {
    if (busy.current) return
    busy.current = true
    setPending(true)
    setFailures(await runEach(mounts, (mount) => client.backup.run({ mount })))
    busy.current = false
    setPending(false)
  }, [mounts])
  return { run: () => void runAll(), pending, failures }
}

/** Does it for each in turn and keeps what failed. */
export async function runEach<T>(
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
): Promise<Map<T, unknown>> {
  const failed = new Map<T, unknown>()
  for (const item of items) {
    try {
      await work(item)
    } catch (error) {
      failed.set(item, error)
    }
  }
  return failed
}
