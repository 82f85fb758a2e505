import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestStation, type TestStation } from '../testing/index.ts'
import type { Station } from '../station.ts'
import { issueSuket } from './issue.ts'
import { registerState, resumeRegister } from './register.ts'
import { recorded, samplePerson } from './testing/recorded.ts'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation()
})
afterEach(() => open.close())

/** The station as a restore leaves it: the same registers, a new epoch under the old one. */
async function restored(): Promise<Station> {
  const { station, ports } = open
  await station.write.transaction((tx) =>
    tx.run(
      `INSERT INTO epoch (id, position, parent, station, started_at, key) VALUES ('zz', 2, ?, ?, ?, 'k')`,
      [station.epoch.id, station.code, ports.now().toISOString()],
    ),
  )
  const epoch = { id: 'zz', position: 2, parent: station.epoch.id, parentHead: null }
  return Object.create(station, { epoch: { value: epoch } }) as Station
}

describe('the register after a restore', () => {
  it('waits for the last number on paper, goes on above it, and explains the gap', async () => {
    for (const n of [1, 2]) await issueSuket(open.station, await recorded(open, samplePerson(n)))
    const station = await restored()
    const recording = await recorded(open, samplePerson(3))
    expect(registerState(station.read, station)).toMatchObject({ last: 2, unconfirmed: true })
    await expect(issueSuket(station, recording)).rejects.toMatchObject({ code: 'SUKET-RESUME' })
    await expect(resumeRegister(station, { last: 1, reason: 'arsip' })).rejects.toMatchObject({
      code: 'SUKET-RESUME-LOW',
    })
    expect(await resumeRegister(station, { last: 5, reason: 'buku harian' })).toMatchObject({
      last: 5,
      unconfirmed: false,
    })
    expect((await issueSuket(station, recording)).number).toMatch(/^471\.13\/00006\//)
    expect(station.read.all('SELECT from_seq, to_seq, reason FROM register_gap')).toEqual([
      { from_seq: 3, to_seq: 5, reason: 'buku harian' },
    ])
    await expect(resumeRegister(station, { last: 9, reason: 'lagi' })).rejects.toMatchObject({
      code: 'SUKET-RESUMED',
    })
  })

  it('makes no gap where paper and register agree', async () => {
    await issueSuket(open.station, await recorded(open, samplePerson(1)))
    const station = await restored()
    await resumeRegister(station, { last: 1, reason: 'arsip' })
    expect(station.read.all('SELECT * FROM register_gap')).toEqual([])
    expect((await issueSuket(station, await recorded(open, samplePerson(2)))).number).toContain('/00002/')
  })

  it.each(['2019-01-01T00:03:00.000Z', '2036-05-05T01:00:00.000Z'])(
    'asks for the last number also where the clock said %s while it was restored',
    async (wrong) => {
      await issueSuket(open.station, await recorded(open, samplePerson(1)))
      const right = open.ports.now().toISOString()
      open.ports.clock.set(wrong)
      const station = await restored()
      open.ports.clock.set(right)
      const recording = await recorded(open, samplePerson(2))
      await expect(issueSuket(station, recording)).rejects.toMatchObject({ code: 'SUKET-RESUME' })
      await resumeRegister(station, { last: 4, reason: 'arsip' })
      expect((await issueSuket(station, recording)).number).toContain('/00005/')
    },
  )

  it('asks nothing in the year after the restore', async () => {
    await issueSuket(open.station, await recorded(open, samplePerson(1)))
    const station = await restored()
    open.ports.clock.set('2027-01-04T02:00:00.000Z')
    expect(registerState(station.read, station)).toEqual({
      issuer: 'Kota Bima (sampel)',
      year: 2027,
      last: 0,
      unconfirmed: false,
    })
    expect((await issueSuket(station, await recorded(open, samplePerson(2)))).number).toMatch(/00001.*2027$/)
  })
})

describe('a block', () => {
  it('is kept to its last number, and its own years have their own', async () => {
    await open.close()
    open = await openTestStation({
      profile: (fields) => ({
        ...fields,
        numbers: {
          suket: {
            issuer: fields.numbers.suket.issuer,
            template: '{seq:3}/{year}',
            block: { from: 501, to: 502 },
            years: [{ year: 2027, template: '400.8/{seq}/{year}', block: { from: 1, to: 9 } }],
          },
        },
      }),
    })
    const numbers = []
    for (const n of [1, 2])
      numbers.push((await issueSuket(open.station, await recorded(open, samplePerson(n)))).number)
    expect(numbers).toEqual(['501/2026', '502/2026'])
    const third = await recorded(open, samplePerson(3))
    await expect(issueSuket(open.station, third)).rejects.toMatchObject({ code: 'SUKET-BLOCK-FULL' })
    open.ports.clock.set('2027-01-04T02:00:00.000Z')
    expect((await issueSuket(open.station, third)).number).toBe('400.8/00001/2027')
  })
})
