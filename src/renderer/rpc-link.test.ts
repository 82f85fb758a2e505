import { createORPCClient, type ORPCError } from '@orpc/client'
import { os, type RouterClient } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { Refusal } from '../contract/base.ts'
import { CoreLink } from './rpc-link.ts'

const router = {
  echo: os.input(z.string()).handler(({ input }) => input),
  never: os.handler(() => new Promise<string>(() => {})),
  ticks: os.handler(async function* () {
    yield 1
    await new Promise(() => {})
  }),
}

/** The shell's side: a port each time that the page asks, each served or held as the test says. */
function shell() {
  const asked: MessagePort[] = []
  const ports: MessagePort[] = []
  const link = new CoreLink(async () => {
    const { port1, port2 } = new MessageChannel()
    asked.push(port1)
    ports.push(port1, port2)
    return port2
  })
  const client: RouterClient<typeof router> = createORPCClient(link)
  const port = async (number: number): Promise<MessagePort> => {
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(number))
    return asked[number] as MessagePort
  }
  const up = async (number: number) => {
    const served = await port(number)
    new RPCHandler(router).upgrade(served)
    served.postMessage({ core: 'up' })
    served.start()
  }
  const down = async (number: number, code: string) => {
    const dying = await port(number)
    dying.postMessage({ core: 'down', code })
  }
  return { link, client, asked, up, down, close: () => ports.forEach((each) => each.close()) }
}

const closers: (() => void)[] = []
afterEach(() => closers.splice(0).forEach((close) => close()))
function opened() {
  const made = shell()
  closers.push(made.close)
  return made
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error: ORPCError<string, Refusal>) => `${error.code} ${error.data?.code}`,
  )

test('a call made before the core is up waits for it', async () => {
  const { link, client, up } = opened()
  const echo = client.echo('halo')
  expect(link.state()).toBe('starting')
  await up(0)
  expect(await echo).toBe('halo')
  expect(link.state()).toBe('up')
})

test('when the core dies its calls and event streams are refused, and new calls reach the next core', async () => {
  const { link, client, up, down } = opened()
  const states: string[] = []
  link.subscribe(() => states.push(link.state()))
  await up(0)
  const ticks = await client.ticks()
  expect(await ticks.next()).toMatchObject({ value: 1 })
  const lost = codeOf(client.never())
  const ended = codeOf(ticks.next())
  await vi.waitFor(() => expect(link.state()).toBe('up'))
  await down(0, 'CORE-RESTARTED')
  expect(await lost).toBe('REFUSED CORE-RESTARTED')
  expect(await ended).toBe('REFUSED CORE-RESTARTED')
  const echo = client.echo('lagi')
  await up(1)
  expect(await echo).toBe('lagi')
  expect(states).toEqual(['up', 'restarting', 'up'])
})

test('the refusal carries the three lines in Indonesian', async () => {
  const { client, up, down } = opened()
  await up(0)
  const lost = client.never()
  await Promise.all([
    expect(lost).rejects.toMatchObject({ data: { id: { what: 'Bagian inti program dimulai ulang.' } } }),
    down(0, 'CORE-RESTARTED'),
  ])
})

test('a core that keeps dying refuses calls at once, and is asked for again until it is there', async () => {
  vi.useFakeTimers()
  const { link, client, asked, up, down } = opened()
  await down(0, 'CORE-FAILING')
  await vi.waitFor(() => expect(link.state()).toBe('failing'))
  expect(await codeOf(client.echo('x'))).toBe('REFUSED CORE-FAILING')
  expect(asked).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(2000)
  vi.useRealTimers()
  await up(1)
  await vi.waitFor(() => expect(link.state()).toBe('up'))
  expect(await client.echo('pulih')).toBe('pulih')
})

test('a damaged core is not asked for again', async () => {
  vi.useFakeTimers()
  const { link, client, asked, down } = opened()
  await down(0, 'CORE-DAMAGED')
  await vi.waitFor(() => expect(link.state()).toBe('damaged'))
  expect(await codeOf(client.echo('x'))).toBe('REFUSED CORE-DAMAGED')
  await vi.advanceTimersByTimeAsync(60_000)
  vi.useRealTimers()
  expect(asked).toHaveLength(1)
})

test('an error of the procedure stays what it is', async () => {
  const { client, up } = opened()
  await up(0)
  const missing = (client as unknown as { nothing(): Promise<unknown> }).nothing()
  await expect(missing).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
