import type { ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CoreProcess, type CoreState } from './core-process.ts'
import type { Start, ToCore } from '../src/core/process-messages.ts'

/** A child that does what the test says. */
class Child extends EventEmitter {
  connected = true
  exitCode: number | null = null
  signalCode: string | null = null
  readonly received: ToCore[] = []
  readonly kills: string[] = []
  send(message: ToCore) {
    this.received.push(message)
  }
  kill(signal: string) {
    this.kills.push(signal)
    this.end(null, signal)
  }
  end(code: number | null, signal: string | null = null) {
    this.connected = false
    this.exitCode = code
    this.signalCode = signal
    this.emit('exit', code, signal)
  }
  ready() {
    this.emit('message', { t: 'ready' })
  }
}

const start: Start = { secretBox: true, runtime: 'test' }
let children: Child[]
let states: CoreState[]
const last = () => children.at(-1) as Child

function core(damaged: string[] = [], begin: Promise<Start> = Promise.resolve(start)) {
  return new CoreProcess({
    fork: () => {
      children.push(new Child())
      return last() as unknown as ChildProcess
    },
    start: begin,
    damaged: async () => damaged,
    message: () => {},
    changed: (state) => states.push(state),
    log: () => {},
  })
}

beforeEach(() => {
  children = []
  states = []
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

test('greets each core with what it must know, and is up when it answers', async () => {
  const process_ = core()
  await process_.launch()
  expect(process_.state).toEqual({ at: 'starting' })
  await vi.advanceTimersByTimeAsync(0)
  expect(last().received).toEqual([{ t: 'start', start }])
  process_.send({ t: 'page-opened', page: 1 })
  expect(last().received).toHaveLength(1)
  last().ready()
  process_.send({ t: 'page-opened', page: 1 })
  expect(last().received.at(-1)).toEqual({ t: 'page-opened', page: 1 })
  expect(states).toEqual([{ at: 'up' }])
})

test('a core forked before the app is ready is greeted when it is', async () => {
  let begin: (given: Start) => void = () => {}
  const ready = new Promise<Start>((resolve) => {
    begin = resolve
  })
  await core([], ready).launch()
  await vi.advanceTimersByTimeAsync(100)
  expect(last().received).toEqual([])
  begin(start)
  await vi.advanceTimersByTimeAsync(0)
  expect(last().received).toEqual([{ t: 'start', start }])
})

test('restarts at once after the first death, then ever later, and says when it keeps failing', async () => {
  await core().launch()
  const waits: number[] = []
  for (let death = 1; death <= 7; death += 1) {
    last().end(1)
    const before = children.length
    let waited = 0
    for (; children.length === before; waited += 50) await vi.advanceTimersByTimeAsync(waited === 0 ? 0 : 50)
    waits.push(waited)
  }
  expect(waits.map((wait) => Math.round(wait / 250) * 250)).toEqual([
    0, 250, 1000, 4000, 15_000, 15_000, 15_000,
  ])
  const codes = states.map((state) => (state.at === 'down' ? state.code : state.at))
  expect(codes).toEqual([...Array(4).fill('CORE-RESTARTED'), ...Array(3).fill('CORE-FAILING')])
})

test('a core that was up for a minute died of something new', async () => {
  await core().launch()
  for (let death = 1; death <= 10; death += 1) {
    last().ready()
    await vi.advanceTimersByTimeAsync(61_000)
    last().end(null, 'SIGSEGV')
    await vi.advanceTimersByTimeAsync(0)
    expect(children).toHaveLength(death + 1)
  }
  expect(states).not.toContainEqual({ at: 'down', code: 'CORE-FAILING' })
})

test('a clock that is set ahead meanwhile makes no core steady that dies at once', async () => {
  await core().launch()
  for (let death = 1; death <= 8; death += 1) {
    last().ready()
    vi.setSystemTime(Date.now() + 3_600_000)
    last().end(null, 'SIGSEGV')
    await vi.advanceTimersByTimeAsync(15_000)
  }
  expect(states).toContainEqual({ at: 'down', code: 'CORE-FAILING' })
})

test('a core whose files were changed is never started', async () => {
  await core(['core/process.mjs']).launch()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(children).toEqual([])
  expect(states).toEqual([{ at: 'down', code: 'CORE-DAMAGED' }])
})

test('a core whose files cannot be checked is not started either', async () => {
  const unchecked = new CoreProcess({
    fork: () => {
      throw new Error('forked')
    },
    start: Promise.resolve(start),
    damaged: () => Promise.reject(new Error('no manifest')),
    message: () => {},
    changed: (state) => states.push(state),
    log: () => {},
  })
  await unchecked.launch()
  expect(states).toEqual([{ at: 'down', code: 'CORE-DAMAGED' }])
})

test('a program that cannot be started counts as one death', async () => {
  await core().launch()
  last().emit('error', new Error('ENOENT'))
  last().end(1)
  expect(states).toEqual([{ at: 'down', code: 'CORE-RESTARTED' }])
})

test('stopping asks the core to quit and waits for it', async () => {
  const process_ = core()
  await process_.launch()
  let stopped = false
  const stopping = process_.stop().then(() => (stopped = true))
  await vi.advanceTimersByTimeAsync(5000)
  expect(last().received).toContainEqual({ t: 'quit' })
  expect(stopped).toBe(false)
  last().end(0)
  await stopping
  await vi.advanceTimersByTimeAsync(60_000)
  expect(children).toHaveLength(1)
  expect(last().kills).toEqual([])
})

test('a core that does not quit in ten seconds is killed; one that is dead already is not waited for', async () => {
  const hanging = core()
  await hanging.launch()
  const stopping = hanging.stop()
  await vi.advanceTimersByTimeAsync(10_000)
  await stopping
  expect(last().kills).toEqual(['SIGKILL'])
  const dead = core()
  await dead.launch()
  last().end(1)
  await dead.stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(children).toHaveLength(2)
})
