// A page that is not ours any more, on the wire: what it sends is text and bytes of its own making, not calls.
import { os } from '@orpc/server'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RpcData } from './process-messages.ts'
import { Pages } from './process-pages.ts'
import { router } from './router.ts'
import { openTestStation, seedRecordings, type TestStation } from './testing/index.ts'

const RUNS = Number(process.env['REKAM_FUZZ_CALLS'] ?? 1500)
const SEED = Number(process.env['REKAM_FUZZ_SEED'] ?? 20261128)
const SECRET = 'PENANDA QUVEXIL 5272011703857391'

let open: TestStation
let id = ''
beforeAll(async () => {
  open = await openTestStation()
  ;[id = ''] = await seedRecordings(open.station, 2)
})
afterAll(() => open.close())

function served() {
  const answers: string[] = []
  const failed: unknown[] = []
  const pages = new Pages(
    { router, facing: {} },
    () => open.context,
    (message) => {
      if (message.t === 'page') answers.push(Buffer.from(message.data).toString())
    },
    (error) => failed.push(error),
  )
  pages.open(1)
  return { pages, answers, failed }
}

const request = (url: string, input: unknown = {}, i: unknown = 1) =>
  JSON.stringify({ i, p: { u: url, b: { json: input, meta: [] }, h: {} } })

test('a call of ours is answered', async () => {
  const { pages, answers } = served()
  await pages.receive(1, request('/enrolment/show', { id }))
  expect(answers).toHaveLength(1)
  expect(answers[0]).toContain(id)
})

test('whatever kind of bytes carries it, a call is answered', async () => {
  const { pages, answers } = served()
  const bytes = new TextEncoder().encode(request('/enrolment/show', { id }))
  await pages.receive(1, bytes)
  await pages.receive(1, Buffer.from(bytes))
  await pages.receive(1, bytes.buffer)
  expect(answers).toHaveLength(3)
})

test.each<[string, unknown]>([
  ['a number, which is so many bytes', 4_000_000_000],
  ['what says how long it is', { length: 4_000_000_000 }],
  ['an array', [123, 125]],
  ['nothing', undefined],
  ['a map', new Map([['i', 1]])],
  ['longer than any call', `"${'a'.repeat(64 * 1024 * 1024)}"`],
  ['bytes that are longer', new Uint8Array(64 * 1024 * 1024 + 1)],
])('no message: %s', async (_, data) => {
  const { pages, answers, failed } = served()
  await pages.receive(1, data)
  expect(answers).toEqual([])
  expect(failed).toHaveLength(1)
  expect(failed[0]).toMatchObject({ message: 'no message' })
})

test('who sends nothing but rubbish fills no log, and is answered again when it asks', async () => {
  const { pages, answers, failed } = served()
  for (let i = 0; i < 10_000; i++) await pages.receive(1, `{"u": ${SECRET}`)
  expect(failed.length).toBeLessThan(50)
  await pages.receive(1, request('/enrolment/show', { id }))
  expect(answers).toHaveLength(1)
})

test('who asks without waiting holds a bounded part of the core, and nobody else waits for it', async () => {
  let [underWay, most] = [0, 0]
  const waiting: (() => void)[] = []
  const slow = os.handler(async () => {
    most = Math.max(most, ++underWay)
    await new Promise<void>((resolve) => waiting.push(resolve))
    underWay--
    return 'XANSWERX'
  })
  const answers = new Map<number, string[]>([1, 2].map((page) => [page, []]))
  const pages = new Pages(
    { router: { slow }, facing: {} },
    () => ({}),
    (message) => {
      if (message.t === 'page') answers.get(message.page)?.push(Buffer.from(message.data).toString())
    },
    (error) => expect(error).toBeUndefined(),
  )
  for (const page of [1, 2]) pages.open(page)
  const flood = Array.from({ length: 1000 }, (_, i) => pages.receive(1, request('/slow', {}, i)))
  await expect.poll(() => answers.get(1)?.length).toBe(800)
  expect(most).toBe(200)
  expect(answers.get(1)!.every((answer) => answer.includes('PAGE-CROWDED'))).toBe(true)
  const other = pages.receive(2, request('/slow', {}, 1))
  await expect.poll(() => underWay).toBe(201)
  for (const end of waiting.splice(0)) end()
  await Promise.all([...flood, other])
  expect(answers.get(2)).toEqual([expect.stringContaining('XANSWERX')])
  expect(answers.get(1)!.filter((answer) => answer.includes('XANSWERX'))).toHaveLength(200)
  const after = pages.receive(1, request('/slow', {}, 5000))
  await expect.poll(() => underWay).toBe(1)
  for (const end of waiting) end()
  await after
  expect(answers.get(1)!.at(-1)).toContain('XANSWERX')
})

test.each([
  ['no path of the router', '/toString'],
  ['beyond a procedure', '/enrolment/show/~orpc/handler'],
  ['by the prototype', '/__proto__/enrolment/show'],
  ['by a constructor', '/enrolment/constructor'],
  ['with dots', '/enrolment/../account/list'],
  ['encoded', '/enrolment%2Fshow'],
  ['of another origin', 'file:///etc/passwd'],
])('%s: nothing is called', async (_, url) => {
  const { pages, answers } = served()
  await pages.receive(1, request(url, { id }))
  for (const answer of answers) {
    expect(answer).not.toContain(id)
    expect(JSON.parse(answer)).toMatchObject({ p: { s: expect.any(Number) as number } })
  }
})

const URLS = [
  '/enrolment/show',
  '/enrolment/list',
  '/account/list',
  '/settings/about',
  '/resident/search',
  '/x',
]
const LEAVES = [
  null,
  true,
  Number.POSITIVE_INFINITY,
  -1,
  '',
  SECRET,
  '__proto__',
  'constructor',
  '../..',
  '\u0000',
  'a'.repeat(5000),
]
const value = fc.oneof({ maxDepth: 4 }, fc.constantFrom(...LEAVES), fc.jsonValue({ maxDepth: 3 }))
const path = fc.array(
  fc.oneof(fc.constantFrom('__proto__', 'constructor', 'id', 'json', 'length'), fc.nat(5)),
  {
    maxLength: 5,
  },
)
const meta = fc.array(
  fc.tuple(fc.nat(9), path).map(([type, at]) => [type, ...at]),
  { maxLength: 4 },
)
const crafted = fc
  .record({
    i: fc.oneof(fc.nat(5), value),
    t: fc.oneof(fc.constantFrom(undefined, 1, 2, 3, 4), value),
    u: fc.oneof(fc.constantFrom(...URLS), fc.webPath(), fc.string()),
    b: fc.oneof(
      fc.record({ json: fc.oneof(fc.constant({ id: 'ID' }), fc.dictionary(fc.string(), value)), meta }),
      fc.record({ json: value, meta: value, maps: value }),
      value,
    ),
    h: fc.oneof(
      fc.constant({}),
      fc.constantFrom(
        { 'content-type': 'text/event-stream' },
        { 'content-disposition': 'attachment; filename="x"' },
        { 'content-type': 'multipart/form-data; boundary=x' },
      ),
      value,
    ),
    m: fc.constantFrom(undefined, 'GET', 'TRACE', ''),
  })
  .map(({ i, t, u, b, h, m }) => JSON.stringify({ i, t, p: { u, b, h, m } }))
const message: fc.Arbitrary<RpcData> = fc.oneof(
  { weight: 6, arbitrary: crafted },
  // The same cut, and with bytes in it.
  { weight: 2, arbitrary: fc.tuple(crafted, fc.nat(400)).map(([text, at]) => text.slice(0, at)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(crafted, fc.uint8Array({ maxLength: 60 }))
      .map(([text, blob]) => new Uint8Array(Buffer.concat([Buffer.from(text), Buffer.from([255]), blob]))),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
)

test(`${RUNS} messages of a page that is not ours: refused or dropped, each by itself`, {
  timeout: 3600_000,
}, async () => {
  const codes = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(message, async (data) => {
      const { pages, answers, failed } = served()
      await pages.receive(1, data)
      pages.close(1)
      for (const answer of answers.map((text) => JSON.parse(text) as { p?: { s?: number; b?: object } })) {
        const status = answer.p?.s ?? 200
        codes.set(`${status}`, (codes.get(`${status}`) ?? 0) + 1)
        expect([200, 404, 422]).toContain(status)
      }
      for (const error of failed) expect(error).toBeInstanceOf(Error)
      if (failed.length > 0) codes.set('dropped', (codes.get('dropped') ?? 0) + 1)
    }),
    { numRuns: RUNS, seed: SEED },
  )
  process.stdout.write(`wire: seed ${SEED}: ${JSON.stringify(Object.fromEntries(codes))}\n`)
  expect(codes.get('422')).toBeGreaterThan(0)
  expect(codes.get('dropped')).toBeGreaterThan(0)
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(({} as { id?: unknown }).id).toBeUndefined()
  // It still serves.
  const { pages, answers } = served()
  await pages.receive(1, request('/enrolment/show', { id }))
  expect(answers).toHaveLength(1)
})
