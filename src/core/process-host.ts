import type { Context } from '@orpc/server'
import type { SendFromCore, Shell, Start, ToCore } from './process-messages.ts'
import { Pages, type Routers } from './process-pages.ts'
import { remoteShell } from './process-shell.ts'
import { type StreamAnswer, Streams } from './process-streams.ts'

/** The core as its process serves it (open-core.ts). */
export interface ServedCore extends Routers {
  context(): Context
  stream(path: string): Promise<StreamAnswer>
  /** Finishes what is being written and closes the store. */
  close(): Promise<void>
}

/** The one channel to the shell: Node's IPC, or a pair of arrays in a test. */
export interface Channel {
  send: SendFromCore
  /** Calls back with every message, and with 'quit' as well when the other side is gone. */
  listen(receive: (message: ToCore) => void): void
}

/**
 * Opens the core once the shell says how, serves it, and closes it when the shell asks or dies.
 * @returns when the core is closed
 * @throws what opening throws: the process ends with it, and the shell tells the page
 */
export async function hostCore(
  channel: Channel,
  open: (shell: Shell, start: Start) => Promise<ServedCore>,
  failed: (error: unknown) => void,
): Promise<void> {
  const remote = remoteShell(channel.send)
  const started = Promise.withResolvers<Start>()
  const quit = Promise.withResolvers<void>()
  let serve: ((message: ToCore) => void | Promise<void>) | undefined
  channel.listen((message) => {
    if (message.t === 'start') started.resolve(message.start)
    else if (message.t === 'answer') remote.answer(message.id, message.value)
    else if (message.t === 'refusal') remote.refuse(message.id, message.code)
    else if (message.t === 'quit') quit.resolve()
    else void serve?.(message)
  })
  const start = await Promise.race([started.promise, quit.promise])
  if (start === undefined) return
  const core = await open(remote.shell, start)
  const pages = new Pages(core, () => core.context(), channel.send, failed)
  const streams = new Streams((path) => core.stream(path), channel.send, failed)
  serve = (message) => {
    if (message.t === 'page-opened') return pages.open(message.page, message.resident)
    if (message.t === 'page') return pages.receive(message.page, message.data)
    if (message.t === 'page-closed') return pages.close(message.page)
    if (message.t === 'stream') return streams.start(message.id, message.path)
    if (message.t === 'stream-pull') return streams.pull(message.id)
    if (message.t === 'stream-cancel') return streams.cancel(message.id)
  }
  channel.send({ t: 'ready' })
  await quit.promise
  await core.close()
}
