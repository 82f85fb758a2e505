/** Keeps what is on the screen true: the core says which topic changed, the page asks that again. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Topic } from '../../contract/board.ts'
import { orpc } from '../orpc.ts'
import { core } from '../rpc.ts'
import { roomsTouchedBy } from './touched.ts'

/** After the core came back, everything on the screen may be old. */
export function useLiveDoor(): void {
  const queries = useQueryClient()
  useEffect(() => {
    let was = core.state()
    return core.subscribe(() => {
      const now = core.state()
      if (now === 'up' && was !== 'starting') void queries.invalidateQueries()
      was = now
    })
  }, [queries])
}

/** While the station is open: follows topics and the drives. */
export function useLiveTopics(): void {
  const queries = useQueryClient()
  useEffect(() => {
    const stop = new AbortController()
    void follow(stop.signal, () => followTopics(queries, stop.signal))
    void follow(stop.signal, () => followDrives(queries, stop.signal))
    return () => stop.abort()
  }, [queries])
}

async function followTopics(queries: QueryClient, signal: AbortSignal): Promise<void> {
  for await (const { topic } of await orpc.board.watch.call({}, { signal })) touch(queries, topic)
}

async function followDrives(queries: QueryClient, signal: AbortSignal): Promise<void> {
  for await (const status of await orpc.backup.watch.call({}, { signal })) {
    queries.setQueryData(orpc.backup.status.queryKey({ input: {} }), status)
  }
}

function touch(queries: QueryClient, topic: Topic): void {
  for (const room of roomsTouchedBy(topic)) void queries.invalidateQueries({ queryKey: orpc[room].key() })
}

/** A stream ends when the core restarts or the station is locked: it is taken up again until the page lets go. */
async function follow(signal: AbortSignal, stream: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await stream().catch((cause: unknown) => {
      if (!signal.aborted) console.info('stream ended, taking it up again', cause)
    })
    if (!signal.aborted) await pause(1000)
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}
