import { EventEmitter } from 'node:events'
import { beforeEach, expect, test } from 'vitest'
import type { ToCore } from '../src/core/process-messages.ts'
import type { CoreState } from './core-process.ts'
import { PageRelay } from './page-relay.ts'

class Port extends EventEmitter {
  readonly posted: unknown[] = []
  started = false
  closed = false
  postMessage(message: unknown) {
    this.posted.push(message)
  }
  start() {
    this.started = true
  }
  close() {
    this.closed = true
    this.emit('close')
  }
}
const up: CoreState = { at: 'up' }
const starting: CoreState = { at: 'starting' }
const restarting: CoreState = { at: 'down', code: 'CORE-RESTARTED' }

let sent: ToCore[]
let relay: PageRelay
const connect = (owner: number, state: CoreState) => {
  const port = new Port()
  relay.connect(owner, port, state)
  return port
}

beforeEach(() => {
  sent = []
  relay = new PageRelay((message) => sent.push(message))
})

test('relays both ways, each page to its own number', () => {
  const [first, second] = [connect(1, up), connect(2, up)]
  first.emit('message', { data: 'a' })
  second.emit('message', { data: new Uint8Array([1]) })
  relay.fromCore(2, 'for the second')
  expect(sent).toEqual([
    { t: 'page-opened', page: 1 },
    { t: 'page-opened', page: 2 },
    { t: 'page', page: 1, data: 'a' },
    { t: 'page', page: 2, data: new Uint8Array([1]) },
  ])
  expect(first.posted).toEqual([{ core: 'up' }])
  expect(second.posted).toEqual([{ core: 'up' }, 'for the second'])
})

test('holds a port while the core starts, and opens it when it is up', () => {
  const port = connect(1, starting)
  expect([port.started, port.posted, sent]).toEqual([false, [], []])
  relay.coreChanged(restarting)
  expect([port.started, port.closed, port.posted]).toEqual([false, false, []])
  relay.coreChanged(up)
  expect([port.started, port.posted]).toEqual([true, [{ core: 'up' }]])
})

test('tells an open page that the core died, and forgets the port', () => {
  const port = connect(1, up)
  relay.coreChanged(restarting)
  expect(port.posted.at(-1)).toEqual({ core: 'down', code: 'CORE-RESTARTED' })
  expect(port.closed).toBe(true)
  sent.length = 0
  relay.coreChanged(up)
  relay.fromCore(1, 'late')
  expect([port.posted.at(-1), sent]).toEqual([{ core: 'down', code: 'CORE-RESTARTED' }, []])
})

test.each(['CORE-FAILING', 'CORE-DAMAGED'] as const)(
  'does not let a page wait for what may never come (%s)',
  (code) => {
    const held = connect(1, starting)
    relay.coreChanged({ at: 'down', code })
    const late = connect(2, { at: 'down', code })
    for (const port of [held, late])
      expect([port.posted, port.closed]).toEqual([[{ core: 'down', code }], true])
  },
)

test('a page that connects again replaces its connection; one that goes is closed in the core', () => {
  const old = connect(1, up)
  connect(1, up)
  expect(old.closed).toBe(true)
  const last = connect(1, up)
  last.emit('close')
  last.emit('close')
  expect(sent.filter(({ t }) => t === 'page-closed')).toEqual([
    { t: 'page-closed', page: 1 },
    { t: 'page-closed', page: 2 },
    { t: 'page-closed', page: 3 },
  ])
})

test('a held port whose page is gone is never opened', () => {
  const port = connect(1, starting)
  port.emit('close')
  relay.coreChanged(up)
  expect([port.started, sent]).toEqual([false, []])
})
