import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestStation, sampleBiodata, seedRecordings, type TestStation } from '../../testing/index.ts'
import { wrapped } from './answer-report.ts'
import { countRequests, enterRequest, listRequests } from './requests.ts'

let open: TestStation
let ids: string[]
beforeEach(async () => {
  open = await openTestStation({ start: '2026-11-24T02:00:00.000Z' })
  ids = await seedRecordings(open.station, 2)
})
afterEach(() => open.close())

test('a request from a recording is due 72 hours later, waits, and is overdue after that', async () => {
  const made = await enterRequest(open.station, { about: { recording: ids[0]! }, way: 'desk' })
  expect(made).toMatchObject({
    name: sampleBiodata(1).nama,
    askedAt: '2026-11-24T02:00:00.000Z',
    dueAt: '2026-11-27T02:00:00.000Z',
    state: 'open',
    enteredBy: 'operator',
  })
  expect(made.nik).not.toBe(sampleBiodata(1).nik)
  expect(made.number).toMatch(/^AKSES\/.*\/1$/)
  expect(countRequests(open.station)).toEqual({ open: 1, overdue: 0 })
  open.ports.clock.set('2026-11-27T02:00:00.000Z')
  expect(countRequests(open.station).overdue).toBe(0)
  open.ports.clock.set('2026-11-27T02:00:01.000Z')
  expect(listRequests(open.station)).toMatchObject([{ state: 'overdue' }])
  expect(countRequests(open.station)).toEqual({ open: 1, overdue: 1 })
  expect(open.station.read.all("SELECT subject FROM audit WHERE act = 'access.requested'")).toEqual([
    { subject: made.id },
  ])
})

test('one that was entered while the clock ran years ahead does not wait for years once it is right again', async () => {
  open.ports.clock.set('2031-01-01T02:00:00.000Z')
  await enterRequest(open.station, { about: { recording: ids[0]! }, way: 'desk' })
  open.ports.clock.set('2026-11-24T03:00:00.000Z')
  expect(countRequests(open.station)).toEqual({ open: 1, overdue: 1 })
  expect(listRequests(open.station)).toMatchObject([{ state: 'overdue' }])
})

test('one open request a resident, by recording or by NIK; nonsense is refused', async () => {
  const { nik, nama } = sampleBiodata(1)
  await enterRequest(open.station, { about: { recording: ids[0]! }, way: 'desk' })
  await expect(enterRequest(open.station, { about: { nik, name: nama }, way: 'letter' })).rejects.toThrow(
    'PRIVACY-ASKED',
  )
  await expect(
    enterRequest(open.station, { about: { nik: '123', name: 'X Y' }, way: 'desk' }),
  ).rejects.toThrow('NIK')
  await expect(enterRequest(open.station, { about: { recording: 'no' }, way: 'desk' })).rejects.toThrow(
    'NOT-FOUND',
  )
  const other = { about: { recording: ids[1]! }, way: 'letter' } as const
  await expect(enterRequest(open.station, { ...other, askedOn: '2026-11-25' })).rejects.toThrow(
    'PRIVACY-FUTURE',
  )
  // The whole day counts for the resident, in the station's zone (UTC+8).
  expect(await enterRequest(open.station, { ...other, askedOn: '2026-11-20' })).toMatchObject({
    askedAt: '2026-11-19T16:00:00.000Z',
    state: 'overdue',
  })
  expect(listRequests(open.station).map(({ state }) => state)).toEqual(['overdue', 'open'])
})

test('a line of the annex is never wider than the page, and loses no word', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ minLength: 1, maxLength: 300 }).filter((s) => !/\s/.test(s))),
      (words) => {
        const lines = wrapped(words.join(' '))
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(112)
        expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''))
      },
    ),
  )
})
