// Main process. Starts and supervises the core process, and relays its messages: to pages, streams and the shell.
import type { MessagePortMain } from 'electron'
import { fork } from 'node:child_process'
import type { FromCore, Start, ToCore } from '../src/core/process-messages.ts'
import { CORE_ARGV, coreEnvironment } from './core-environment.ts'
import { CoreProcess } from './core-process.ts'
import { CoreStreams } from './core-streams.ts'
import { PageRelay } from './page-relay.ts'

export interface CoreHostOptions {
  /** The Node 24 that the package carries. */
  readonly node: string
  readonly entry: string
  /** Paths alone, never a secret: anyone on the machine can read them. */
  readonly args: readonly string[]
  /** More of them for the first core of this start alone: one that comes after a crash throws nothing away again. */
  readonly first: readonly string[]
  readonly start: Promise<Start>
  damaged(): Promise<string[]>
  answer(ask: Extract<FromCore, { t: 'ask' }>, send: (message: ToCore) => void): Promise<void>
  readonly log: (text: string) => void
}

export interface CoreHost {
  /** Gives a page its connection; an earlier one of the same owner ends. */
  connect(owner: number, port: MessagePortMain, resident: boolean): void
  /** What the core answers for a path below app://station; 503 while it is away. */
  stream(path: string): Promise<Response>
  stop(): Promise<void>
}

export function startCore(options: CoreHostOptions): CoreHost {
  const send = (message: ToCore) => core.send(message)
  const relay = new PageRelay(send)
  const streams = new CoreStreams(send)
  let more = options.first
  const next = () => {
    const child = forkCore(options, [...options.args, ...more])
    more = []
    return child
  }
  const core = new CoreProcess({
    fork: next,
    start: options.start,
    damaged: () => options.damaged(),
    log: (text) => options.log(text),
    changed: (state) => {
      relay.coreChanged(state)
      if (state.at === 'down') streams.breakAll()
    },
    message: (message) => {
      if (message.t === 'page') relay.fromCore(message.page, message.data)
      else if (message.t === 'ask') void options.answer(message, send)
      else if (message.t !== 'ready') streams.fromCore(message)
    },
  })
  void core.launch()
  return {
    connect: (owner, port, resident) => relay.connect(owner, port, core.state, resident),
    stream: async (path) =>
      core.state.at === 'up' ? streams.fetch(path) : new Response(null, { status: 503 }),
    stop: () => core.stop(),
  }
}

/** 'advanced': bytes cross as bytes. JSON would take 1.7 s for the 5 MB that take 35 ms so. */
function forkCore({ node, entry, log }: CoreHostOptions, args: readonly string[]) {
  const child = fork(entry, args, {
    execPath: node,
    execArgv: CORE_ARGV,
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: coreEnvironment(process.env),
  })
  for (const output of [child.stdout, child.stderr]) {
    output?.setEncoding('utf8').on('data', (text: string) => log(`core: ${text.trimEnd()}`))
  }
  return child
}
