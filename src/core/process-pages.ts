import type { AnyRouter, Context } from '@orpc/server'
import { StandardRPCHandler } from '@orpc/server/standard'
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer'
import { ServerPeer } from '@orpc/standard-server-peer'
import type { RpcData, SendFromCore } from './process-messages.ts'
import { refuseErrors } from './rpc.ts'

/**
 * Serves the router to every page that the shell connects. A page that goes away aborts its own calls (handlers see
 * their `signal`), nobody else's. Bytes that are no oRPC message are dropped and reported: a page cannot end the core.
 */
export class Pages {
  readonly #handler: StandardRPCHandler<Context>
  readonly #context: () => Context
  readonly #send: SendFromCore
  readonly #failed: (error: unknown) => void
  readonly #peers = new Map<number, ServerPeer>()

  constructor(
    router: AnyRouter,
    context: () => Context,
    send: SendFromCore,
    failed: (error: unknown) => void,
  ) {
    this.#handler = new StandardRPCHandler<Context>(router, { interceptors: [refuseErrors] })
    this.#context = context
    this.#send = send
    this.#failed = failed
  }

  open(page: number): void {
    this.close(page)
    this.#peers.set(page, new ServerPeer((data) => this.#send({ t: 'page', page, data: data as RpcData })))
  }

  async receive(page: number, data: RpcData): Promise<void> {
    const peer = this.#peers.get(page)
    if (peer === undefined) return
    try {
      await peer.message(data, createServerPeerHandleRequestFn(this.#handler, { context: this.#context() }))
    } catch (error) {
      this.#failed(error)
    }
  }

  close(page: number): void {
    this.#peers.get(page)?.close()
    this.#peers.delete(page)
  }
}
