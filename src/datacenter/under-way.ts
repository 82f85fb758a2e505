import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Server as LineServer, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'

/** How long what lies on the lines already is read. */
const READ_MS = 250
/** How long what was asked whole is answered, and its answer taken. */
const ANSWER_MS = 5000
/** How long what was broken off needs to end: a silent database is refused within that. */
const LATE_MS = 20_000
const LOOK_MS = 10

interface Asked {
  readonly request: IncomingMessage
  /** Nothing works on it any more, and its answer is on the line, or the line is gone. */
  readonly over: Promise<unknown>
}

/**
 * The lines of a server and what is asked on them, so that it can end in order: what it has whole is answered, what still waits for bytes is
 * broken off, and nothing works any more when it has ended.
 */
export class UnderWay {
  /** Each as the server sees it, and the line that it came on. */
  readonly #lines = new Map<Duplex, Socket>()
  readonly #asked = new Set<Asked>()
  #ending = false
  #ended: Promise<void> | undefined

  /** Gives the server a line: the raw socket that came, and what it became. */
  connect(server: Server, raw: Socket, line: Duplex): void {
    this.#lines.set(line, raw)
    raw.on('error', () => raw.destroy())
    raw.on('close', () => this.#lines.delete(line))
    server.emit('connection', line)
  }

  /** Answers a request. One that fails cuts its line: the others go on. */
  run(request: IncomingMessage, response: ServerResponse, answer: () => unknown): void {
    if (this.#ending) return this.#cut(request.socket)
    const answering = async () => answer()
    const answered = answering().catch(() => this.#cut(request.socket))
    const taken = new Promise<void>((resolve) => response.once('close', () => resolve()))
    const asked = { request, over: Promise.all([answered, taken]) }
    this.#asked.add(asked)
    void asked.over.finally(() => {
      this.#asked.delete(asked)
      if (this.#ending) this.#cut(request.socket)
    })
  }

  /** Takes no more lines from here on, and ends. Resolves within bounded time, whatever the other sides do; a repeat has ended with the first. */
  close(lines: LineServer, answerMs = ANSWER_MS): Promise<void> {
    return (this.#ended ??= this.#end(lines, answerMs))
  }

  async #end(lines: LineServer, answerMs: number): Promise<void> {
    const closed = once(lines.close(), 'close')
    // What is there to be read already is asked.
    for (let turn = 0; turn < 2; turn++) await setImmediate()
    this.#ending = true
    const busy = new Set<Duplex>([...this.#asked].map(({ request }) => request.socket))
    for (const line of this.#lines.keys()) if (!busy.has(line)) this.#cut(line)
    await this.#until(READ_MS, () => [...this.#asked].every(({ request }) => request.complete))
    for (const { request } of this.#asked) if (!request.complete) this.#cut(request.socket)
    await this.#until(answerMs, () => this.#asked.size === 0)
    for (const line of this.#lines.keys()) this.#cut(line)
    await this.#until(LATE_MS, () => this.#asked.size === 0)
    await closed
  }

  #cut(line: Duplex): void {
    const raw = this.#lines.get(line)
    line.destroy()
    raw?.destroy()
  }

  async #until(ms: number, is: () => boolean): Promise<void> {
    for (const end = performance.now() + ms; !is() && performance.now() < end; ) await sleep(LOOK_MS)
  }
}
