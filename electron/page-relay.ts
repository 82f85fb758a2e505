// Main process. Relays between each page's MessagePort and the core, without looking inside.
import type { MessagePortMain } from 'electron'
import type { CoreDownCode, ShellMessage } from '../src/contract/shell.ts'
import type { RpcData, ToCore } from '../src/core/process-messages.ts'
import type { CoreState } from './core-process.ts'

interface Connection {
  readonly owner: number
  readonly port: MessagePortMain
  readonly resident: boolean
  /** Whether the core knows of it. */
  open: boolean
}

/**
 * One port per page (`owner`, the id of its web contents). A port that comes while the core is starting is held
 * unopened, so its messages wait in it; one that was open when the core died is told so and closed, and the page
 * connects again.
 */
export class PageRelay {
  readonly #send: (message: ToCore) => void
  readonly #connections = new Map<number, Connection>()
  #last = 0

  constructor(send: (message: ToCore) => void) {
    this.#send = send
  }

  /** @param resident it is the resident's window: the core serves it another contract */
  connect(owner: number, port: MessagePortMain, state: CoreState, resident = false): void {
    this.#disconnect(owner)
    const page = ++this.#last
    const connection: Connection = { owner, port, resident, open: false }
    this.#connections.set(page, connection)
    port.on('message', ({ data }) => this.#send({ t: 'page', page, data: data as RpcData }))
    port.on('close', () => this.#forget(page, connection))
    if (state.at === 'up') this.#open(page, connection)
    else if (state.at === 'down' && state.code !== 'CORE-RESTARTED') this.#drop(page, connection, state.code)
  }

  coreChanged(state: CoreState): void {
    for (const [page, connection] of this.#connections) {
      if (state.at === 'up') this.#open(page, connection)
      else if (state.at === 'down') {
        if (connection.open || state.code !== 'CORE-RESTARTED') this.#drop(page, connection, state.code)
      }
    }
  }

  fromCore(page: number, data: RpcData): void {
    this.#connections.get(page)?.port.postMessage(data)
  }

  #disconnect(owner: number): void {
    for (const [page, connection] of this.#connections) {
      if (connection.owner !== owner) continue
      this.#forget(page, connection)
      connection.port.close()
    }
  }

  #open(page: number, connection: Connection): void {
    connection.open = true
    this.#send({ t: 'page-opened', page, ...(connection.resident ? { resident: true as const } : {}) })
    connection.port.postMessage({ core: 'up' } satisfies ShellMessage)
    connection.port.start()
  }

  #drop(page: number, { port }: Connection, code: CoreDownCode): void {
    this.#connections.delete(page)
    port.postMessage({ core: 'down', code } satisfies ShellMessage)
    port.close()
  }

  #forget(page: number, connection: Connection): void {
    if (this.#connections.get(page) !== connection) return
    this.#connections.delete(page)
    if (connection.open) this.#send({ t: 'page-closed', page })
  }
}
