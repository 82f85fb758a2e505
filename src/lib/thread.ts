import { type ResourceLimits, Worker } from 'node:worker_threads'
import { Fault, type Params } from './fault.ts'

/** What goes to a thread, and what comes back. Faults cross by code and parameters, so that they are refused in words here too. */
export interface ThreadRequest {
  readonly id: number
  readonly task: string
  readonly input: unknown
}

export type ThreadAnswer =
  | { readonly id: number; readonly kind: 'progress'; readonly progress: unknown }
  | { readonly id: number; readonly kind: 'done'; readonly result: unknown }
  | { readonly id: number; readonly kind: 'fault'; readonly code: string; readonly params: Params }
  | { readonly id: number; readonly kind: 'error'; readonly message: string }

/** A worker thread for what is long: hashing, packing, reading back. Inputs and results are structured clones. */
export interface Thread {
  /**
   * Runs one task of the thread's module. Rejects with the task's own Fault, or an Error when the thread died.
   * @param give buffers of the input that are moved, not copied: gone here afterwards
   */
  run<Result>(
    task: string,
    input: unknown,
    onProgress?: (progress: unknown) => void,
    give?: readonly ArrayBuffer[],
  ): Promise<Result>
  close(): Promise<void>
}

interface Waiting {
  resolve(result: unknown): void
  reject(error: Error): void
  progress(progress: unknown): void
}

/**
 * Starts a thread at a `*.worker.ts` that calls `serveThread`. It does not keep the process alive.
 * @param module `new URL('./x.worker.ts', import.meta.url)`, written in the caller's own file: the build knows this spelling alone
 * @param limits of its heap: a thread that lives long and throws much away collects earlier with small ones
 */
export function startThread(module: URL, limits: ResourceLimits = {}): Thread {
  const worker = new Worker(module, { resourceLimits: limits })
  const waiting = new Map<number, Waiting>()
  let next = 1
  let dead: Error | undefined

  const settle = (answer: ThreadAnswer) => {
    const asked = waiting.get(answer.id)
    if (!asked) return
    if (answer.kind === 'progress') {
      asked.progress(answer.progress)
      return
    }
    waiting.delete(answer.id)
    if (waiting.size === 0) worker.unref()
    if (answer.kind === 'done') asked.resolve(answer.result)
    else if (answer.kind === 'fault') asked.reject(new Fault(answer.code, answer.params))
    else asked.reject(new Error(answer.message))
  }
  const die = (why: Error) => {
    dead ??= why
    for (const asked of waiting.values()) asked.reject(dead)
    waiting.clear()
  }
  worker.on('message', settle)
  worker.on('error', (error) => die(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', (code) => die(new Error(`thread ended with ${code}`)))
  worker.unref()

  return {
    run<Result>(
      task: string,
      input: unknown,
      onProgress: (progress: unknown) => void = () => undefined,
      give: readonly ArrayBuffer[] = [],
    ) {
      if (dead) return Promise.reject(dead)
      const { promise, resolve, reject } = Promise.withResolvers<unknown>()
      const id = next++
      waiting.set(id, { resolve, reject, progress: onProgress })
      worker.ref()
      worker.postMessage({ id, task, input } satisfies ThreadRequest, give)
      return promise as Promise<Result>
    },
    async close() {
      await worker.terminate()
    },
  }
}
