// Main process. Asks the core for what app://station addresses, and hands it on as a Response, chunk by chunk.
import type { FromCore, ToCore } from '../src/core/process-messages.ts'

/**
 * Who wants nothing for this long is gone. Electron does not always say that a page let go of a stream: when it does so
 * in the middle of a write, the loader ends without destroying what it read from.
 */
const IDLE_MS = 10_000

/** Answers without a body; a Response of theirs with one, even an empty one, is refused, and the page would wait for ever. */
const NO_BODY: ReadonlySet<number> = new Set([204, 205, 304])

export class CoreStreams {
  readonly #send: (message: ToCore) => void
  readonly #running = new Map<number, CoreStream>()
  #last = 0

  constructor(send: (message: ToCore) => void) {
    this.#send = send
  }

  /** @param path path and query, such as '/draft/<id>/photo?v=2' */
  fetch(path: string): Promise<Response> {
    const id = ++this.#last
    const stream = new CoreStream({
      pull: () => this.#send({ t: 'stream-pull', id }),
      abandon: () => {
        this.#running.delete(id)
        this.#send({ t: 'stream-cancel', id })
      },
    })
    this.#running.set(id, stream)
    this.#send({ t: 'stream', id, path })
    return stream.response
  }

  fromCore(message: Extract<FromCore, { t: `stream-${string}` }>): void {
    const stream = this.#running.get(message.id)
    if (stream === undefined) return
    if (message.t === 'stream-head') return stream.head(message.status, message.headers)
    if (message.t === 'stream-chunk') return stream.chunk(message.data)
    this.#running.delete(message.id)
    if (message.t === 'stream-end') stream.end()
    else stream.break()
  }

  /** The core died: everything that it was sending broke off. */
  breakAll(): void {
    const running = [...this.#running.values()]
    this.#running.clear()
    for (const stream of running) stream.break()
  }
}

interface Core {
  pull(): void
  /** Nobody wants the rest. */
  abandon(): void
}

/** One answer on its way. What breaks is told at the next wish for more, so that nobody hears of it who is gone. */
class CoreStream {
  readonly response: Promise<Response>
  readonly #core: Core
  #answer: (response: Response) => void = () => {}
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined
  #idle: NodeJS.Timeout | undefined
  #wanted = false
  #broken = false

  constructor(core: Core) {
    this.#core = core
    this.response = new Promise((resolve) => {
      this.#answer = resolve
    })
  }

  head(status: number, headers: Record<string, string>): void {
    if (NO_BODY.has(status)) {
      this.#answer(new Response(null, { status, headers }))
      return this.#abandon()
    }
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => void (this.#controller = controller),
        pull: () => this.#want(),
        cancel: () => this.#abandon(),
      },
      // No chunk is asked for before the page wants one.
      { highWaterMark: 0 },
    )
    this.#answer(new Response(body, { status, headers }))
    this.#waitForWish()
  }

  chunk(data: Uint8Array): void {
    this.#wanted = false
    this.#controller?.enqueue(data)
    this.#waitForWish()
  }

  end(): void {
    clearTimeout(this.#idle)
    this.#controller?.close()
  }

  break(): void {
    clearTimeout(this.#idle)
    this.#broken = true
    this.#answer(new Response(null, { status: 503 }))
    if (this.#wanted) this.#fail()
  }

  #want(): void {
    clearTimeout(this.#idle)
    this.#wanted = true
    if (this.#broken) this.#fail()
    else this.#core.pull()
  }

  #waitForWish(): void {
    // The wish for more may have come while the last chunk was handed over.
    if (!this.#wanted) this.#idle = setTimeout(() => this.#abandon(), IDLE_MS)
  }

  #abandon(): void {
    clearTimeout(this.#idle)
    this.#broken = true
    this.#core.abandon()
  }

  #fail(): void {
    this.#controller?.error(new Error('the stream broke'))
  }
}
