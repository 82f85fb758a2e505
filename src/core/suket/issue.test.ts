import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { Station } from '../station.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { amendRecording } from '../enrolment/index.ts'
import { letterData } from './pdf.ts'
import { suketById } from './queries.ts'
import { issueSuket, renewSuket } from './issue.ts'
import { voidSuket } from './end.ts'
import { verifyHere } from './handlers.ts'
import { listSukets } from './queries.ts'
import { recorded, samplePerson } from './testing/recorded.ts'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation()
})
afterEach(() => open.close())

const code = (name: string): Error => expect.objectContaining({ code: name }) as Error
const numbers = () =>
  open.station.read.all<{ number: string; seq: number }>('SELECT number, seq FROM suket ORDER BY seq')

describe('issuing', () => {
  it('gives a recorded resident one letter, numbered by the profile, valid six months', async () => {
    const recording = await recorded(open, samplePerson(1))
    const suket = await issueSuket(open.station, recording)
    expect(suket).toMatchObject({
      recording,
      state: 'issued',
      nik: expect.stringContaining('******') as string,
    })
    expect(suket.number).toMatch(/^471\.13\/00001\//)
    expect(suket.expiresOn.slice(0, 7)).not.toBe(suket.issuedOn.slice(0, 7))
  })

  it('is for the person as corrected since; an older letter keeps the words of its day; a cancelled recording has none', async () => {
    const recording = await recorded(open, samplePerson(1))
    const { id } = await issueSuket(open.station, recording)
    open.ports.clock.advance(60_000)
    const penyelia = { ...open.station, actor: { account: 'penyelia', role: 'penyelia' as const } }
    await amendRecording(penyelia, recording, {
      kind: 'correction',
      reason: 'salah ketik',
      changes: [{ field: 'nama', old: samplePerson(1).nama, new: 'CONTOH SATOE' }],
    })
    const holder = (letter: string) => letterData(open.station, suketById(open.station.read, letter)!).holder
    expect(holder(id)).toBe(samplePerson(1).nama)
    open.ports.clock.advance(200 * 24 * 3600 * 1000)
    const next = await issueSuket(open.station, recording)
    expect(holder(next.id)).toBe('CONTOH SATOE')
    await amendRecording(penyelia, recording, { kind: 'cancellation', reason: 'salah orang' })
    open.ports.clock.advance(200 * 24 * 3600 * 1000)
    await expect(issueSuket(open.station, recording)).rejects.toThrow(code('SUKET-CANCELLED'))
  })

  it('says in words that a pattern without the year gives old numbers again, and uses none', async () => {
    const suket = { ...open.station.profile.numbers.suket, template: '471.13/{seq}/{unit}' }
    const profile = { ...open.station.profile, numbers: { suket } }
    const station = Object.create(open.station, { profile: { value: profile } }) as Station
    await issueSuket(station, await recorded(open, samplePerson(1)))
    open.ports.clock.advance(366 * 24 * 3600 * 1000)
    const recording = await recorded(open, samplePerson(2))
    await expect(issueSuket(station, recording)).rejects.toThrow(code('SUKET-NUMBER-TAKEN'))
    expect(numbers()).toEqual([{ number: expect.stringMatching(/^471\.13\/00001\//) as string, seq: 1 }])
    const next = await issueSuket(open.station, recording)
    expect(next.number).toMatch(/^471\.13\/00001\/.*\d{4}$/)
  })

  it('answers the same letter to a double click, and uses no second number', async () => {
    const recording = await recorded(open, samplePerson(1))
    const [first, second] = await Promise.all([
      issueSuket(open.station, recording),
      issueSuket(open.station, recording),
    ])
    expect(second).toEqual(first)
    expect(numbers()).toHaveLength(1)
  })

  it('begins the numbers anew at midnight of the station, in the same second for day, month and year', async () => {
    // 23.59.59 in Bima (UTC+8) on the last day of the year.
    open.ports.clock.set('2026-12-31T15:59:59Z')
    const old = await issueSuket(open.station, await recorded(open, samplePerson(1)))
    open.ports.clock.advance(1000)
    const next = await issueSuket(open.station, await recorded(open, samplePerson(2)))
    expect(old).toMatchObject({
      issuedOn: '2026-12-31',
      number: expect.stringMatching(/\/00001\/.*\/XII\/2026$/) as string,
    })
    expect(next).toMatchObject({
      issuedOn: '2027-01-01',
      number: expect.stringMatching(/\/00001\/.*\/I\/2027$/) as string,
    })
  })

  it('keeps one valid letter per person, also over two recordings', async () => {
    const first = await issueSuket(open.station, await recorded(open, samplePerson(1)))
    const again = await issueSuket(open.station, await recorded(open, samplePerson(1)))
    expect(again.number).toBe(first.number)
  })

  it('gives a new letter once the old one expired', async () => {
    const recording = await recorded(open, samplePerson(1))
    const first = await issueSuket(open.station, recording)
    open.ports.clock.advance(200 * 24 * 3600 * 1000)
    const renewed = await issueSuket(open.station, recording)
    expect(renewed.number).not.toBe(first.number)
    const { rows } = listSukets(open.station.read, {
      text: '',
      before: undefined,
      limit: 10,
      today: renewed.issuedOn,
    })
    expect(rows.map(({ state }) => state)).toEqual(['issued', 'expired'])
  })

  it('is gapless, whatever fails in between', async () => {
    const ids = []
    for (let n = 1; n <= 6; n++) ids.push(await recorded(open, samplePerson(n)))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...ids), fc.boolean()), { maxLength: 12 }),
        async (acts) => {
          for (const [recording, fails] of acts) {
            if (fails)
              await expect(issueSuket(open.station, 'zzzzzzzzzzzzzzzzzzzzzzzzzz')).rejects.toThrow(
                code('SUKET-NOT-RECORDED'),
              )
            else await issueSuket(open.station, recording)
          }
          expect(numbers().map(({ seq }) => seq)).toEqual(numbers().map((_, index) => index + 1))
        },
      ),
      { numRuns: 15 },
    )
  })

  it.each([
    ['an emoji', { nama: 'CONTOH \u{1F600}' }, '\u{1F600}'],
    ['Arabic', { nama: 'CONTOH \u0645\u062D\u0645\u062F' }, '\u0645 \u062D \u062F'],
    ['a place in Chinese', { tempatLahir: '\u96C5\u52A0\u8FBE' }, '\u96C5 \u52A0 \u8FBE'],
    ['an address with a symbol', { alamat: 'JALAN \u2603 1' }, '\u2603'],
  ])('refuses %s, which would be a box on paper, and uses no number', async (_what, change, letters) => {
    const recording = await recorded(open, { ...samplePerson(1), ...change })
    await expect(issueSuket(open.station, recording)).rejects.toMatchObject({
      code: 'SUKET-LETTERS',
      params: { letters },
    })
    expect(numbers()).toEqual([])
  })

  it('refuses under a policy that forbids, and uses no number', async () => {
    await open.close()
    open = await openTestStation({
      profile: (fields) => ({
        ...fields,
        policies: { ...fields.policies, suket: [{ from: '2020-03-02', allowed: 'no' }] },
      }),
    })
    const recording = await recorded(open, samplePerson(1))
    await expect(issueSuket(open.station, recording)).rejects.toThrow(code('SUKET-FORBIDDEN'))
    expect(numbers()).toEqual([])
  })

  it.each([3, 366])('refuses while the clock stands %d days before the newest letter', async (days) => {
    const letter = await issueSuket(open.station, await recorded(open, samplePerson(1)))
    open.ports.clock.advance(-days * 24 * 3600 * 1000)
    await expect(issueSuket(open.station, await recorded(open, samplePerson(2)))).rejects.toThrow(
      code('SUKET-CLOCK'),
    )
    await expect(renewSuket(open.station, letter.id)).rejects.toThrow(code('SUKET-RENEW-EARLY'))
    expect(numbers()).toHaveLength(1)
    const { qr } = suketById(open.station.read, letter.id)!
    expect(verifyHere(open.station, qr).verdict).toBe('not-yet')
    open.ports.clock.advance(days * 24 * 3600 * 1000)
    const next = await issueSuket(open.station, await recorded(open, samplePerson(2)))
    expect(next.number).toContain('/00002/')
  })
})

describe('after a clock that ran years ahead', () => {
  it('a letter that was dated by it and made void since holds up none of right days', async () => {
    const { station, ports } = open
    const right = ports.now().toISOString()
    ports.clock.set('2036-05-05T01:00:00.000Z')
    const ahead = await issueSuket(station, await recorded(open, samplePerson(1)))
    ports.clock.set(right)
    const second = await recorded(open, samplePerson(2))
    await expect(issueSuket(station, second)).rejects.toThrow(code('SUKET-CLOCK'))
    await voidSuket(
      { ...station, actor: { account: 'penyelia', role: 'penyelia' } },
      ahead.id,
      'tanggal salah',
    )
    expect((await issueSuket(station, second)).number).toMatch(/00001.*2026$/)
  })
})

describe('verifying here', () => {
  const qrOf = (id: string) =>
    open.station.read.get<{ qr: string }>('SELECT qr FROM suket WHERE id = ?', [id])!.qr

  it('says valid, then expired', async () => {
    const suket = await issueSuket(open.station, await recorded(open, samplePerson(1)))
    expect(verifyHere(open.station, qrOf(suket.id))).toMatchObject({
      verdict: 'valid',
      number: suket.number,
      issuedOn: suket.issuedOn,
      expiresOn: suket.expiresOn,
    })
    open.ports.clock.advance(200 * 24 * 3600 * 1000)
    expect(verifyHere(open.station, qrOf(suket.id)).verdict).toBe('expired')
  })

  it('says withdrawn for a letter of this register that was', async () => {
    const suket = await issueSuket(open.station, await recorded(open, samplePerson(1)))
    await open.station.write.transaction((tx) =>
      tx.run(`UPDATE suket SET state = 'withdrawn' WHERE id = ?`, [suket.id]),
    )
    expect(verifyHere(open.station, qrOf(suket.id)).verdict).toBe('withdrawn')
  })

  it('says unknown issuer at a station of another Dinas, and not a Suket for any text', async () => {
    const suket = await issueSuket(open.station, await recorded(open, samplePerson(1)))
    const other = await openTestStation({ seed: 'another' })
    try {
      expect(verifyHere(other.station, qrOf(suket.id)).verdict).toBe('unknown-issuer')
    } finally {
      await other.close()
    }
    for (const text of ['', 'HALO', '5272011703850001', '\u0000', 'A'.repeat(8000)]) {
      expect(verifyHere(open.station, text).verdict).toBe('not-a-suket')
    }
  })
})
