// Main process. Asks the core for what app://station addresses, and hands it on as a Response, chunk by chunk.
import type { FromCore, ToCore } from '../src/core/process-messages.ts'

interface Running {
  head(status: number, headers: Record<string, string>): void
  chunk(data: Uint8Array): void
  end(): void
  broken(): void
}

export class CoreStreams {
  readonly #send: (message: ToCore) => void
  readonly #running = new Map<number, Running>()
  #last = 0

  constructor(send: (message: ToCore) => void) {
    this.#send = send
  }

  /** @param path path and query, such as '/draft/<id>/photo?v=2' */
  fetch(path: string): Promise<Response> {
    const id = ++this.#last
    return new Promise((resolve) => {
      let controller: ReadableStreamDefaultController<Uint8Array>
      let headed = false
      const body = new ReadableStream<Uint8Array>(
        {
          start: (given) => void (controller = given),
          pull: () => this.#send({ t: 'stream-pull', id }),
          cancel: () => {
            this.#running.delete(id)
            this.#send({ t: 'stream-cancel', id })
          },
        },
        // No chunk is asked for before the page wants one.
        { highWaterMark: 0 },
      )
      this.#running.set(id, {
        head: (status, headers) => {
          headed = true
          resolve(new Response(body, { status, headers }))
        },
        chunk: (data) => controller.enqueue(data),
        end: () => controller.close(),
        broken: () => {
          if (headed) controller.error(new Error('the stream broke'))
          else resolve(new Response(null, { status: 503 }))
        },
      })
      this.#send({ t: 'stream', id, path })
    })
  }

  fromCore(message: Extract<FromCore, { t: `stream-${string}` }>): void {
    const running = this.#running.get(message.id)
    if (running === undefined) return
    if (message.t === 'stream-head') return running.head(message.status, message.headers)
    if (message.t === 'stream-chunk') return running.chunk(message.data)
    this.#running.delete(message.id)
    if (message.t === 'stream-end') running.end()
    else running.broken()
  }

  /** The core died: everything that it was sending broke off. */
  breakAll(): void {
    const running = [...this.#running.values()]
    this.#running.clear()
    for (const stream of running) stream.broken()
  }
}
