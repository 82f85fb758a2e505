import type { AnyRouter, Context } from '@orpc/server'
import { StandardRPCHandler } from '@orpc/server/standard'
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer'
import { ServerPeer } from '@orpc/standard-server-peer'
import type { RpcData, SendFromCore } from './process-messages.ts'
import { refuseErrors } from './rpc.ts'

/** What the desk's pages are served, and the resident's window. */
export interface Routers {
  readonly router: AnyRouter
  readonly facing: AnyRouter
}

interface Peer {
  readonly peer: ServerPeer
  readonly handler: StandardRPCHandler<Context>
}

/**
 * Serves the router to every page that the shell connects. A page that goes away aborts its own calls (handlers see
 * their `signal`), nobody else's. Bytes that are no oRPC message are dropped and reported: a page cannot end the core.
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
      new StandardRPCHandler<Context>(router, { interceptors: [refuseErrors] })
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
    this.#peers.set(page, { peer, handler: resident ? this.#resident : this.#desk })
  }

  async receive(page: number, data: RpcData): Promise<void> {
    const open = this.#peers.get(page)
    if (open === undefined) return
    try {
      const { peer, handler } = open
      await peer.message(data, createServerPeerHandleRequestFn(handler, { context: this.#context() }))
    } catch (error) {
      this.#failed(error)
    }
  }

  close(page: number): void {
    this.#peers.get(page)?.peer.close()
    this.#peers.delete(page)
  }
}
