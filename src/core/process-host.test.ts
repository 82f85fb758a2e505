import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { oc } from '@orpc/contract'
import { eventIterator, implement, type RouterClient } from '@orpc/server'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { refusalSchema } from '../contract/base.ts'
import { Fault } from '../lib/fault.ts'
import { hostCore, type ServedCore } from './process-host.ts'
import type { FromCore, RpcData, Shell, Start, ToCore } from './process-messages.ts'

const procedure = oc.errors({ REFUSED: { status: 422, data: refusalSchema } })
const contract = {
  size: procedure
    .input(z.object({ file: z.file() }))
    .output(z.object({ size: z.number(), name: z.string() })),
  fail: procedure.output(z.object({})),
  choose: procedure.output(z.object({ path: z.string().nullable() })),
  wait: procedure.output(z.object({})),
  ticks: procedure.output(eventIterator(z.number())),
}

let aborted = 0
let ticksEnded = 0
const routerWith = (shell: Shell) => {
  const os = implement(contract)
  return {
    size: os.size.handler(({ input }) => ({ size: input.file.size, name: input.file.name })),
    fail: os.fail.handler(() => {
      throw new Fault('DISK-FULL', { path: '/x' })
    }),
    choose: os.choose.handler(async () => ({ path: await shell.choosePath('folder') })),
    wait: os.wait.handler(async ({ signal }) => {
      await new Promise((resolve) => signal?.addEventListener('abort', resolve))
      aborted += 1
      return {}
    }),
    ticks: os.ticks.handler(async function* () {
      try {
        for (let tick = 1; ; tick += 1) {
          yield tick
          await wait(1)
        }
      } finally {
        ticksEnded += 1
      }
    }),
  }
}
type Client = RouterClient<ReturnType<typeof routerWith>>

/** A hosted core, and the shell's end of the channel. */
async function hosted(stream: ServedCore['stream'] = () => Promise.reject(new Error('none'))) {
  const sent: FromCore[] = []
  const failures: unknown[] = []
  const listeners = new Set<(message: FromCore) => void>()
  let receive: (message: ToCore) => void = () => {}
  const send = (message: FromCore) => {
    sent.push(structuredClone(message))
    for (const listener of listeners) listener(message)
  }
  let opened: Start | undefined
  let closed = false
  const open = async (shell: Shell, start: Start): Promise<ServedCore> => {
    opened = start
    return {
      router: routerWith(shell),
      facing: { ticks: routerWith(shell).ticks },
      context: () => ({}),
      stream,
      close: async () => void (closed = true),
    }
  }
  const ended = hostCore({ send, listen: (to) => void (receive = to) }, open, (error) => failures.push(error))
  const to = (message: ToCore) => receive(structuredClone(message))
  const next = (t: FromCore['t']) =>
    new Promise<FromCore>((resolve) => {
      const listener = (message: FromCore) => {
        if (message.t !== t) return
        listeners.delete(listener)
        resolve(message)
      }
      listeners.add(listener)
    })
  const ready = next('ready')
  to({ t: 'start', start: { secretBox: false, runtime: 'test' } })
  await ready

  /** A page of that number, as the shell relays it. */
  const page = (number: number, resident = false): Client => {
    to({ t: 'page-opened', page: number, ...(resident ? { resident: true } : {}) })
    return createORPCClient(
      new RPCLink({
        port: {
          postMessage: (data: RpcData) => to({ t: 'page', page: number, data }),
          on: (event, heard) => {
            if (event !== 'message') return
            listeners.add((message) => {
              if (message.t === 'page' && message.page === number) heard({ data: message.data })
            })
          },
        },
      }),
    )
  }
  return { to, next, page, sent, failures, ended, state: () => ({ opened, closed }) }
}

test('opens with what the shell says, serves calls with files, and closes when asked', async () => {
  const core = await hosted()
  expect(core.state()).toEqual({ opened: { secretBox: false, runtime: 'test' }, closed: false })
  const file = new File([new Uint8Array(3_000_000)], 'foto.png')
  expect(await core.page(1).size({ file })).toEqual({ size: 3_000_000, name: 'foto.png' })
  core.to({ t: 'quit' })
  await core.ended
  expect(core.state().closed).toBe(true)
})

test('a fault crosses as the refusal with its three lines', async () => {
  const core = await hosted()
  await expect(core.page(1).fail()).rejects.toMatchObject({
    code: 'REFUSED',
    data: { code: 'DISK-FULL', id: { what: 'Ruang penyimpanan habis.' } },
  })
})

test("the resident's window reaches its own contract, and no procedure of the desk's", async () => {
  const core = await hosted()
  const resident = core.page(1, true)
  const ticks = await resident.ticks()
  expect(await ticks.next()).toMatchObject({ value: 1 })
  await ticks.return?.()
  for (const call of [() => resident.choose(), () => resident.size({ file: new File(['x'], 'x') })])
    await expect(call()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(core.page(2).size({ file: new File(['x'], 'x') })).resolves.toMatchObject({ size: 1 })
})

test('each page has its own calls; one that goes away aborts its own alone', async () => {
  aborted = 0
  const core = await hosted()
  const [first, second] = [core.page(1), core.page(2)]
  void first.wait().catch(() => {})
  void second.wait().catch(() => {})
  await wait(5)
  core.to({ t: 'page-closed', page: 1 })
  await wait(5)
  expect(aborted).toBe(1)
  await expect(second.size({ file: new File(['x'], 'x') })).resolves.toEqual({ size: 1, name: 'x' })
})

test('an event stream ends in the core when its page goes', async () => {
  ticksEnded = 0
  const core = await hosted()
  const got: number[] = []
  const listening = (async () => {
    for await (const tick of await core.page(7).ticks()) got.push(tick)
  })()
  void listening.catch(() => {})
  await expect.poll(() => got.length).toBeGreaterThan(2)
  core.to({ t: 'page-closed', page: 7 })
  await expect.poll(() => ticksEnded).toBe(1)
})

test.each([
  '',
  'not json',
  '{}',
  '[]',
  '{"i":1}',
  '{"i":1,"p":{"u":"/fail","b":1}}',
  new Uint8Array([255, 1, 2]),
])('what is no oRPC message (%j) harms nobody', async (data) => {
  const core = await hosted()
  const client = core.page(1)
  core.to({ t: 'page', page: 1, data })
  core.to({ t: 'page', page: 99, data })
  expect(await client.size({ file: new File(['ab'], 'x') })).toEqual({ size: 2, name: 'x' })
})

test("questions to the shell wait for their own answers, and its refusals come as faults' codes", async () => {
  const core = await hosted()
  const client = core.page(1)
  const asked = core.next('ask')
  const answer = client.choose()
  const ask = await asked
  expect(ask).toMatchObject({ call: 'choosePath', args: ['folder'] })
  if (ask.t !== 'ask') throw new Error('not an ask')
  core.to({ t: 'answer', id: 1000, value: 'another' })
  core.to({ t: 'answer', id: ask.id, value: '/media/disk' })
  expect(await answer).toEqual({ path: '/media/disk' })

  const again = core.next('ask')
  const refused = client.choose()
  void refused.catch(() => {})
  const second = await again
  if (second.t !== 'ask') throw new Error('not an ask')
  core.to({ t: 'refusal', id: second.id, code: 'DISK-GONE' })
  await expect(refused).rejects.toMatchObject({ data: { code: 'DISK-GONE' } })
})

test('a stream comes chunk by chunk, only as fast as it is pulled', async () => {
  const body = new Uint8Array(2_500_000).map((_, at) => at)
  const core = await hosted(async () => ({ status: 200, headers: { 'content-type': 'image/png' }, body }))
  core.to({ t: 'stream', id: 5, path: '/draft/x' })
  await core.next('stream-head')
  const got: Uint8Array[] = []
  for (;;) {
    const next = Promise.race([core.next('stream-chunk'), core.next('stream-end')])
    core.to({ t: 'stream-pull', id: 5 })
    const message = await next
    if (message.t === 'stream-end') break
    if (message.t === 'stream-chunk') got.push(message.data)
    await wait(1)
    expect(core.sent.filter(({ t }) => t === 'stream-chunk')).toHaveLength(got.length)
  }
  expect(Buffer.concat(got).equals(body)).toBe(true)
})

test('a cancelled stream returns its iterator, a failing one is said to be broken', async () => {
  let returned = 0
  const endless = async function* () {
    try {
      for (;;) yield new Uint8Array(10)
    } finally {
      returned += 1
    }
  }
  const core = await hosted(async (path) => {
    if (path === '/bad') throw new Error('cannot')
    return { status: 200, headers: {}, body: endless() }
  })
  core.to({ t: 'stream', id: 1, path: '/preview' })
  await core.next('stream-head')
  const chunk = core.next('stream-chunk')
  core.to({ t: 'stream-pull', id: 1 })
  await chunk
  core.to({ t: 'stream-cancel', id: 1 })
  await expect.poll(() => returned).toBe(1)
  core.to({ t: 'stream', id: 2, path: '/bad' })
  expect(await core.next('stream-broken')).toEqual({ t: 'stream-broken', id: 2 })
  expect(core.failures).toHaveLength(1)
})

test('quitting before the start opens nothing', async () => {
  let receive: (message: ToCore) => void = () => {}
  const open = () => Promise.reject(new Error('opened'))
  const ended = hostCore({ send: () => {}, listen: (to) => void (receive = to) }, open, () => {})
  receive({ t: 'quit' })
  await expect(ended).resolves.toBeUndefined()
})

test('a page that opens streams without end is refused beyond some hundreds, and served again when it let go', async () => {
  let opened = 0
  const core = await hosted(async () => {
    opened++
    return { status: 200, headers: {}, body: new Uint8Array(1000) }
  })
  for (let id = 1; id <= 2000; id++) core.to({ t: 'stream', id, path: '/recording/x/photo' })
  await wait(20)
  const heads = () => core.sent.filter((message) => message.t === 'stream-head')
  expect(heads()).toHaveLength(2000)
  expect(opened).toBe(256)
  expect(heads().filter(({ status }) => status === 503)).toHaveLength(2000 - 256)
  for (let id = 1; id <= 2000; id++) core.to({ t: 'stream-cancel', id })
  await wait(20)
  core.to({ t: 'stream', id: 3000, path: '/recording/x/photo' })
  await wait(20)
  expect(heads().at(-1)).toMatchObject({ id: 3000, status: 200 })
})
