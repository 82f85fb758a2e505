import type { AnyRouter, Context } from '@orpc/server'
import { StandardRPCHandler } from '@orpc/server/standard'
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer'
import { ServerPeer } from '@orpc/standard-server-peer'
import type { RpcData, SendFromCore } from './process-messages.ts'
import { refuse } from './refuse.ts'
import { refuseErrors } from './rpc.ts'

/** What the desk's pages are served, and the resident's window. */
export interface Routers {
  readonly router: AnyRouter
  readonly facing: AnyRouter
}

interface Peer {
  readonly peer: ServerPeer
  readonly handler: StandardRPCHandler<Context>
  /** Messages that were dropped. */
  dropped: number
}

/** Far above the largest paper that a page hands over. */
const LONGEST = 64 * 1024 * 1024
/** Calls of one page that are under way at once; our page has some tens at the most. */
const MOST_UNDER_WAY = 200
/** Of each page: one that sends nothing else fills no log. */
const MOST_REPORTED = 20

/** The message, if what crossed has the form of one: a number would be made so many bytes. */
function messageOf(data: unknown): RpcData {
  const message = data instanceof ArrayBuffer ? new Uint8Array(data) : data
  if ((typeof message === 'string' || message instanceof Uint8Array) && message.length <= LONGEST)
    return message
  throw new TypeError('no message')
}

/** Before a call is looked at: a page that asks without waiting holds that much of the core, and no more. PAGE-CROWDED. */
function refuseCrowd<T>({
  context,
  next,
}: {
  readonly context: Context
  readonly next: () => Promise<T>
}): Promise<T> {
  if (context['crowded'] === true) throw refuse('PAGE-CROWDED')
  return next()
}

/**
 * Serves the router to every page that the shell connects. A page that goes away aborts its own calls (handlers see
 * their `signal`), nobody else's. What is no oRPC message is dropped and reported, some of it: a page cannot end the core, nor fill its log.
 */
export class Pages {
  readonly #desk: StandardRPCHandler<Context>
  readonly #resident: StandardRPCHandler<Context>
  readonly #context: () => Context
  readonly #send: SendFromCore
  readonly #failed: (error: unknown) => void
  readonly #peers = new Map<number, Peer>()

  constructor(
    routers: Routers,
    context: () => Context,
    send: SendFromCore,
    failed: (error: unknown) => void,
  ) {
    const handler = (router: AnyRouter) =>
      new StandardRPCHandler<Context>(router, { interceptors: [refuseErrors, refuseCrowd] })
    this.#desk = handler(routers.router)
    this.#resident = handler(routers.facing)
    this.#context = context
    this.#send = send
    this.#failed = failed
  }

  /** @param resident it is the resident's window */
  open(page: number, resident = false): void {
    this.close(page)
    const peer = new ServerPeer((data) => this.#send({ t: 'page', page, data: data as RpcData }))
    this.#peers.set(page, { peer, handler: resident ? this.#resident : this.#desk, dropped: 0 })
  }

  /** @param data what the page sent, whatever it is */
  async receive(page: number, data: unknown): Promise<void> {
    const open = this.#peers.get(page)
    if (open === undefined) return
    try {
      const { peer, handler } = open
      await peer.message(messageOf(data), (request) => {
        const context = { ...this.#context(), crowded: peer.length > MOST_UNDER_WAY }
        return createServerPeerHandleRequestFn(handler, { context })(request)
      })
    } catch (error) {
      open.dropped++
      if (open.dropped <= MOST_REPORTED) this.#failed(error)
    }
  }

  close(page: number): void {
    this.#peers.get(page)?.peer.close()
    this.#peers.delete(page)
  }
}
