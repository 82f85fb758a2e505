import type { SendFromCore } from './process-messages.ts'

/** What the core answers for an address below app://station. */
export interface StreamAnswer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Uint8Array | AsyncIterable<Uint8Array>
}

const CHUNK = 1024 * 1024
/** At once. No page of ours shows so many pictures; each is in memory until it was fetched or given up. */
const MOST = 256

/**
 * Sends streams to the shell, a chunk for every pull, so that a slow page never piles bytes up in between. A stream
 * that is cancelled returns its iterator, which closes files and stops previews.
 */
export class Streams {
  readonly #open: (path: string) => Promise<StreamAnswer>
  readonly #send: SendFromCore
  readonly #failed: (error: unknown) => void
  readonly #running = new Map<number, AsyncIterator<Uint8Array>>()
  readonly #opening = new Set<number>()

  constructor(
    open: (path: string) => Promise<StreamAnswer>,
    send: SendFromCore,
    failed: (error: unknown) => void,
  ) {
    this.#open = open
    this.#send = send
    this.#failed = failed
  }

  async start(id: number, path: string): Promise<void> {
    if (this.#opening.size + this.#running.size >= MOST) {
      this.#send({ t: 'stream-head', id, status: 503, headers: {} })
      return this.#send({ t: 'stream-end', id })
    }
    this.#opening.add(id)
    try {
      const { status, headers, body } = await this.#open(path)
      const iterator = (body instanceof Uint8Array ? pieces(body) : body)[Symbol.asyncIterator]()
      if (!this.#opening.delete(id)) return void (await iterator.return?.())
      this.#running.set(id, iterator)
      this.#send({ t: 'stream-head', id, status, headers })
    } catch (error) {
      this.#break(id, error)
    }
  }

  async pull(id: number): Promise<void> {
    const iterator = this.#running.get(id)
    if (iterator === undefined) return
    try {
      const { done, value } = await iterator.next()
      if (!this.#running.has(id)) return
      if (done !== true) return this.#send({ t: 'stream-chunk', id, data: value })
      this.#running.delete(id)
      this.#send({ t: 'stream-end', id })
    } catch (error) {
      this.#break(id, error)
    }
  }

  async cancel(id: number): Promise<void> {
    this.#opening.delete(id)
    const iterator = this.#running.get(id)
    this.#running.delete(id)
    try {
      await iterator?.return?.()
    } catch (error) {
      this.#failed(error)
    }
  }

  #break(id: number, error: unknown): void {
    this.#opening.delete(id)
    this.#running.delete(id)
    this.#failed(error)
    this.#send({ t: 'stream-broken', id })
  }
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK)
}
