import { type ClientContext, type ClientLink, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { commonSentences } from '../contract/common.ts'
import type { CoreDownCode, ShellMessage } from '../contract/shell.ts'

/** How the core is, as the page shows it. `failing`: it dies again and again; `damaged`: it will not be started. */
export type CoreState = 'starting' | 'up' | 'restarting' | 'failing' | 'damaged'

const stateOf = {
  'CORE-RESTARTED': 'restarting',
  'CORE-FAILING': 'failing',
  'CORE-DAMAGED': 'damaged',
} as const
const FAILING_RETRY_MS = 2000

type Call = ClientLink<ClientContext>['call']

/**
 * The page's link to whichever core is there. Calls made while one starts wait for it. When a core dies, the calls that
 * it had are rejected with REFUSED / CORE-RESTARTED (whether they were carried out is unknown: nothing is repeated by
 * itself), and the next calls go to its successor.
 */
export class CoreLink implements ClientLink<ClientContext> {
  readonly #askForPort: () => Promise<MessagePort>
  readonly #listeners = new Set<() => void>()
  #connection: Promise<Connection>
  #state: CoreState = 'starting'

  constructor(askForPort: () => Promise<MessagePort>) {
    this.#askForPort = askForPort
    this.#connection = this.#connect()
  }

  readonly state = (): CoreState => this.#state

  /** For useSyncExternalStore, together with `state`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly call: Call = async (path, input, options) => {
    if (this.#state === 'failing') throw refused('CORE-FAILING')
    if (this.#state === 'damaged') throw refused('CORE-DAMAGED')
    const connection = await this.#connection
    return connection.call(path, input, options)
  }

  async #connect(): Promise<Connection> {
    const connection: Connection = new Connection(await this.#askForPort(), (message) => {
      if (message.core === 'up') return this.#enter('up')
      this.#enter(stateOf[message.code])
      if (message.code === 'CORE-RESTARTED') this.#connection = this.#connect()
      else if (message.code === 'CORE-FAILING')
        setTimeout(() => void (this.#connection = this.#connect()), FAILING_RETRY_MS)
    })
    return connection
  }

  #enter(state: CoreState): void {
    if (state === this.#state) return
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

/** One port, and oRPC over it until the shell says that the core is gone. */
class Connection {
  readonly #link: RPCLink<ClientContext>
  #gone: CoreDownCode | undefined

  constructor(port: MessagePort, heard: (message: ShellMessage) => void) {
    const toOrpc = new EventTarget()
    this.#link = new RPCLink({
      port: {
        postMessage: (data: unknown) => port.postMessage(data),
        addEventListener: toOrpc.addEventListener.bind(toOrpc),
      },
    })
    port.addEventListener('message', ({ data }: MessageEvent<string | Uint8Array | ShellMessage>) => {
      if (typeof data === 'string' || data instanceof Uint8Array) {
        toOrpc.dispatchEvent(new MessageEvent('message', { data }))
        return
      }
      if (data.core === 'down') {
        this.#gone = data.code
        port.close()
        toOrpc.dispatchEvent(new Event('close'))
      }
      heard(data)
    })
    port.start()
  }

  readonly call: Call = async (path, input, options) => {
    try {
      const output = await this.#link.call(path, input, options)
      return isIterator(output) ? this.#explained(output) : output
    } catch (error) {
      throw this.#explain(error)
    }
  }

  /** What oRPC calls an aborted queue, as the refusal that a person understands. */
  #explain(error: unknown): unknown {
    return this.#gone === undefined || error instanceof ORPCError ? error : refused(this.#gone)
  }

  #explained(iterator: AsyncIteratorObject<unknown>): AsyncIterableIterator<unknown> {
    const explain = (error: unknown): never => {
      throw this.#explain(error)
    }
    const explained: AsyncIterableIterator<unknown> = {
      next: () => iterator.next().catch(explain),
      return: async (value) => (await iterator.return?.(value)) ?? { done: true, value },
      [Symbol.asyncIterator]: () => explained,
    }
    return explained
  }
}

function isIterator(output: unknown): output is AsyncIteratorObject<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output && 'next' in output
}

/** From the common sentences alone: the whole catalogue would bring every room's schemas into the first page. */
function refused(code: CoreDownCode) {
  return new ORPCError('REFUSED', {
    status: 422,
    defined: true,
    data: { code, params: {}, ...commonSentences[code] },
    message: code,
  })
}
