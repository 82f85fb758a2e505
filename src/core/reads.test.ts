import { call } from '@orpc/server'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { contract } from '../contract/contract.ts'
import { ITSELF, type Look, NONE, READS, type Reads, readsOf, STREAM_READS } from '../contract/reads.ts'
import { answerStream } from './open-core-streams.ts'
import { router } from './router.ts'
import { recordReads } from './router-reads.ts'
import { openTestStation, quickDraft, seedRecordings, type TestStation } from './testing/index.ts'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation()
  onTestFinished(() => open.close())
})

const ALL = Object.entries(READS).flatMap(([room, names]) =>
  Object.entries(names as Readonly<Record<string, Reads>>).map(([name, reads]): readonly [string, Reads] => [
    `${room}.${name}`,
    reads,
  ]),
)
const LOOKS = ALL.filter((one): one is readonly [string, Look] => typeof one[1] !== 'string')

const acts = (like = '%') =>
  open.station.read.all<{ act: string; actor: string; subject: string }>(
    "SELECT act, actor, subject FROM audit WHERE act LIKE ? AND act NOT LIKE 'station.%' ORDER BY rowid",
    [like],
  )

test('every procedure of the contract says what it reads of residents', () => {
  const named = Object.entries(contract).flatMap(([room, names]) =>
    Object.keys(names).map((name) => `${room}.${name}`),
  )
  expect(ALL.map(([name]) => name).toSorted()).toEqual(named.toSorted())
  expect(readsOf('enrolment.show')).toEqual({ act: 'recording.read', of: 'id' })
  expect(readsOf('toString.call')).toBeUndefined()
  const count = (kind: Reads) => ALL.filter(([, reads]) => reads === kind).length
  expect(LOOKS.length + count(NONE) + count(ITSELF)).toBe(ALL.length)
})

const ID = 'a'.repeat(26)

/** An input that a look is recorded of. */
const inputOf = ({ of, words }: Look) => (of ? { [of]: ID } : words ? { [words]: 'CONTOH' } : {})

describe.each(LOOKS)('%s', (name, look) => {
  const asked = (input: object = inputOf(look), station = open.station) =>
    recordReads(
      () => station,
      name,
      input,
      async () => 'answer',
    )

  test('is in the audit once for one look, by whoever looks', async () => {
    const before = acts().length
    const since = () => acts().slice(before)
    expect(await asked()).toBe('answer')
    const one = { act: look.act, actor: 'operator', subject: look.of ? ID : '' }
    expect(since()).toEqual([one])
    // A page that asks again all the time: one look.
    for (let i = 0; i < 5; i++) {
      open.ports.clock.advance(50_000)
      await asked()
    }
    expect(since()).toEqual([one])
    open.ports.clock.advance(look.words ? 601_000 : 61_000)
    await asked()
    expect(since()).toEqual([one, one])
    await asked(inputOf(look), { ...open.station, actor: { account: 'siti', role: 'operator' } })
    expect(since()).toEqual([one, one, { ...one, actor: 'siti' }])
  })

  test('what the answer does not come of is no list that was seen', async () => {
    const before = acts().length
    const failing = recordReads(
      () => open.station,
      name,
      {},
      () => Promise.reject(new Error('no')),
    )
    await expect(failing).rejects.toThrow('no')
    expect(acts().slice(before)).toEqual([])
  })
})

test('a page that stays open is told again after an hour', async () => {
  const before = acts().length
  for (let i = 0; i < 90; i++) {
    await recordReads(
      () => open.station,
      'queue.today',
      {},
      () => 1,
    )
    open.ports.clock.advance(50_000)
  }
  expect(acts().slice(before)).toHaveLength(2)
})

test('words that are typed on are one search, other words are another', async () => {
  const ask = (text: string) => call(router.enrolment.list, { text }, { context: open.context })
  for (const text of ['CON', 'CONTOH', 'CONTOH S', 'CONTOH']) await ask(text)
  expect(acts('recording.%').map(({ act }) => act)).toEqual(['recording.searched'])
  await ask('SITI')
  await ask('')
  expect(acts('recording.%').map(({ act }) => act)).toEqual([
    'recording.searched',
    'recording.searched',
    'recording.listed',
  ])
})

test('the router writes down who is opened, and nothing for what is no id', async () => {
  const [id] = (await seedRecordings(open.station, 1)) as [string]
  const { context } = open
  const read = () => acts('recording.read')
  expect(await call(router.enrolment.show, { id }, { context })).toMatchObject({ id })
  expect(read()).toEqual([{ act: 'recording.read', actor: 'operator', subject: id }])
  const nik = '5272011703850001'
  await expect(call(router.enrolment.show, { id: nik }, { context })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  })
  expect(read()).toHaveLength(1)
})

test('where it cannot be written down, nothing is answered', async () => {
  const { station } = open
  const full = {
    ...station,
    write: { ...station.write, transaction: () => Promise.reject(new Error('full')) },
  }
  const looked = recordReads(
    () => full,
    'enrolment.list',
    {},
    () => 'rows',
  )
  await expect(looked).rejects.toThrow('full')
})

test('a look that could not be written down is none that goes on: who asks again is refused again', async () => {
  const { station } = open
  const [id] = (await seedRecordings(station, 1)) as [string]
  let full = true
  const write: typeof station.write = {
    ...station.write,
    transaction: (work) => (full ? Promise.reject(new Error('full')) : station.write.transaction(work)),
  }
  const look = (name = 'enrolment.show') =>
    recordReads(
      () => ({ ...station, write }),
      name,
      { id },
      () => 'photo',
    )
  const both = await Promise.allSettled([look(), look(), look()])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  await expect(look()).rejects.toThrow('full')
  full = false
  expect(await Promise.all([look(), look()])).toEqual(['photo', 'photo'])
  expect(acts('recording.read')).toHaveLength(1)
})

describe('streams', () => {
  const fetch = (address: string, context = open.context) => answerStream(context.desk, address)
  const looks = Object.entries(STREAM_READS).filter(([, look]) => look !== NONE) as [string, Look][]

  test.each(looks)(
    '%s: whoever fetches one is written down once, without any page',
    async (room, { act }) => {
      const read = () => acts(act)
      const paths = [`${room}/${ID}/photo`, `${room}/${ID}.pdf`, `${room}/${ID}/${'b'.repeat(26)}?v=1`]
      await Promise.all(paths.map((path) => fetch(path)))
      const one = { act, actor: 'operator', subject: ID }
      expect(read()).toEqual([one])
      open.ports.clock.advance(61_000)
      await fetch(paths[0]!)
      expect(read()).toEqual([one, one])
      await fetch(`${room}/${'c'.repeat(26)}/photo`)
      expect(read()).toHaveLength(3)
    },
  )

  test.each(looks)('%s: what is no id enters no chain, and answers nothing', async (room) => {
    const before = acts().length
    for (const path of [
      '5272011703850001.pdf',
      'CONTOH SITI/photo',
      `${ID.toUpperCase()}.pdf`,
      `${ID}%2e%2e/x`,
    ])
      expect((await fetch(`${room}/${path}`)).status).toBe(404)
    expect(acts().slice(before)).toEqual([])
  })

  test('a photo of a recording and a capture of a draft answer with their entry in the audit; the page beside them is the same look', async () => {
    const [id] = (await seedRecordings(open.station, 1)) as [string]
    const draft = await quickDraft(open.station, 7, 2000)
    await call(router.enrolment.show, { id }, { context: open.context })
    expect((await fetch(`recording/${id}/photo`)).status).toBe(200)
    expect(acts('recording.read')).toEqual([{ act: 'recording.read', actor: 'operator', subject: id }])
    expect((await fetch(`draft/${draft}/photo`)).status).toBe(200)
    expect(acts('draft.read')).toEqual([{ act: 'draft.read', actor: 'operator', subject: draft }])
  })

  test('what cannot be written down is not shown', async () => {
    const [id] = (await seedRecordings(open.station, 1)) as [string]
    const write = Object.assign(Object.create(open.station.write) as TestStation['station']['write'], {
      transaction: () => Promise.reject(new Error('full')),
    })
    const { desk } = open.context
    const full = { ...desk, station: () => ({ ...desk.station(), write }) }
    for (let i = 0; i < 2; i++) expect((await answerStream(full, `recording/${id}/photo`)).status).toBe(500)
  })
})
