import { once } from 'node:events'
import { createServer } from 'node:net'
import { call } from '@orpc/server'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { freePort } from '../../lib/testing/free-port.ts'
import { uploadHandlers } from './handlers.ts'
import { setLine } from './line.ts'
import { FREE_LINE } from './pace.ts'
import { sendRound } from './queue.ts'
import { openTestSite, sealed, type TestSite } from './testing/sites.ts'

let open: TestStation
let sites: TestSite[]
beforeEach(async () => {
  const ports = { mmu: await freePort(), batam: await freePort() }
  const urls = { mmu: `http://127.0.0.1:${ports.mmu}`, batam: `http://127.0.0.1:${ports.batam}` }
  open = await openTestStation({ urls, actor: { account: 'penyelia', role: 'penyelia' } })
  sites = [await openTestSite(open, 'mmu', ports.mmu), await openTestSite(open, 'batam', ports.batam)]
})
afterEach(async () => {
  await Promise.all(sites.map((one) => one.close()))
  await open.close()
})

const context = () => ({ context: open.context })
const status = () => call(uploadHandlers.status, {}, context())
const tryNow = () => call(uploadHandlers.tryNow, {}, context())

it('a person stops what they started: it ends at once, rests, and goes on at its byte', async () => {
  await setLine(open.station, { ...FREE_LINE, kbits: 400, inside: 'limited', outside: 'limited' })
  await sealed(open, 400_000)
  const asked = tryNow()
  while (((await status()).progress?.there ?? 0) < 60_000) await sleep(20)
  expect(await call(uploadHandlers.stop, {}, context())).toMatchObject({ running: false, waiting: 1 })
  expect(await asked).toMatchObject({ running: false, waiting: 1, work: [] })
  const until = new Date(open.ports.now().getTime() + 15 * 60_000).toISOString()
  expect(await status()).toMatchObject({ stoppedUntil: until })
  await setLine(open.station, FREE_LINE)
  expect(await sendRound(open.station, { now: false })).toEqual({ sent: 0, received: 0, refused: 0 })
  open.ports.clock.advance(16 * 60_000)
  expect(await sendRound(open.station, { now: false })).toMatchObject({ received: 1 })
  expect(await status()).toMatchObject({ stoppedUntil: null, waiting: 0 })
})

it('asked again, it goes on before its time', async () => {
  await sealed(open, 1000)
  await call(uploadHandlers.stop, {}, context())
  expect((await status()).stoppedUntil).not.toBeNull()
  expect(await tryNow()).toMatchObject({ waiting: 0, stoppedUntil: null })
})

it('in the office’s hours a few packets go, to both sites together, and no more', async () => {
  for (let n = 0; n < 12; n++) await sealed(open, 100)
  await setLine(open.station, { ...FREE_LINE, inside: 'paused', outside: 'paused' })
  expect(await tryNow()).toMatchObject({ waiting: 2, work: [] })
})

it('there is one queue, whoever sits at the desk', async () => {
  await setLine(open.station, { ...FREE_LINE, kbits: 400, inside: 'limited', outside: 'limited' })
  await sealed(open, 200_000)
  const round = sendRound(open.station, { now: false })
  const next = { ...open.station, actor: { account: 'operator', role: 'operator' as const } }
  expect(sendRound(next, { now: true })).toStrictEqual(expect.any(Promise))
  await call(uploadHandlers.stop, {}, { context: { desk: { ...open.context.desk, station: () => next } } })
  expect(await round).toMatchObject({ received: 0 })
})

it('a site that gave no answer is asked nothing more in that round', async () => {
  await Promise.all(sites.splice(0).map((one) => one.close()))
  let asked = 0
  const deaf = createServer((socket) => {
    asked++
    socket.destroy()
  })
  const { port } = new URL(open.station.profile.sites[1]!.url)
  deaf.listen(Number(port), '127.0.0.1')
  await once(deaf, 'listening')
  await sealed(open, 100)
  try {
    expect(await tryNow()).toMatchObject({
      waiting: 1,
      sites: [{ state: 'unreachable' }, { state: 'unreachable' }],
    })
    expect(asked).toBe(1)
    // A person asks again: once more, before its next probe.
    await tryNow()
    expect(asked).toBe(2)
  } finally {
    deaf.close()
  }
})
