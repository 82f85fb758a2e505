import { parentPort } from 'node:worker_threads'
import { ownBuffer } from './bytes.ts'
import { isFault } from './fault.ts'
import type { ThreadAnswer, ThreadRequest } from './thread.ts'

/** A task of a thread: its input is a structured clone; `progress` tells the caller how far it is. */
export type Task = (input: never, progress: (progress: unknown) => void) => Promise<unknown>

/** Answers requests of `startThread` with these tasks; call it once in a `*.worker.ts`. */
export function serveThread(tasks: Readonly<Record<string, Task>>): void {
  const port = parentPort
  if (!port) throw new Error('not a worker thread')
  const send = (answer: ThreadAnswer, give: ArrayBuffer[] = []) => port.postMessage(answer, give)
  port.on('message', ({ id, task, input }: ThreadRequest) => {
    const run = tasks[task]
    if (!run) {
      send({ id, kind: 'error', message: `no task ${task}` })
      return
    }
    run(input as never, (progress) => send({ id, kind: 'progress', progress })).then(
      (result) => send({ id, kind: 'done', result }, givenWith(result)),
      (error: unknown) => {
        if (isFault(error)) send({ id, kind: 'fault', code: error.code, params: error.params })
        else send({ id, kind: 'error', message: error instanceof Error ? error.message : String(error) })
      },
    )
  })
}

/** Bytes that have their memory to themselves go over whole, without a copy. */
function givenWith(result: unknown): ArrayBuffer[] {
  const own = result instanceof Uint8Array && !Buffer.isBuffer(result) ? ownBuffer(result) : undefined
  return own ? [own] : []
}
