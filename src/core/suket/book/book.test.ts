import { call } from '@orpc/server'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestStation, type TestStation } from '../../testing/index.ts'
import { dayIn } from '../days.ts'
import { suketHandlers } from '../handlers.ts'
import { insertSuket, listSukets } from '../queries.ts'
import { recorded, samplePerson } from '../testing/recorded.ts'
import { recapTotals } from './book.ts'
import { type RecapDay, suketRecap } from './recap.ts'
import { bookRows } from './rows.ts'

let open: TestStation
let recording: string
beforeEach(async () => {
  open = await openTestStation({ actor: { account: 'penyelia', role: 'penyelia' } })
  recording = await recorded(open, samplePerson(1))
})
afterEach(() => open.close())

interface Letter {
  readonly issuedOn: string
  readonly expiresOn: string
  readonly issuer: string
  readonly state: 'issued' | 'reprinted' | 'renewed' | 'withdrawn' | 'void'
  readonly follows: boolean
  readonly endedAt: string
}

const DAYS = ['2026-10-31', '2026-11-01', '2026-11-02', '2026-11-30', '2026-12-01']
const letters: fc.Arbitrary<Letter[]> = fc.array(
  fc.record({
    issuedOn: fc.constantFrom(...DAYS),
    expiresOn: fc.constantFrom('2026-11-20', '2026-11-23', '2026-12-07', '2027-05-01'),
    issuer: fc.constantFrom('5272', '527201'),
    state: fc.constantFrom('issued', 'reprinted', 'renewed', 'withdrawn', 'void'),
    follows: fc.boolean(),
    // Around local midnight too: 16:00 UTC is the next day in WITA.
    endedAt: fc.constantFrom(
      '2026-11-01T15:59:59.999Z',
      '2026-11-01T16:00:00.000Z',
      '2026-11-30T12:00:00.000Z',
    ),
  }),
  { maxLength: 12 },
)

async function put(all: readonly Letter[]): Promise<void> {
  await open.station.write.transaction((tx) => {
    let last: string | null = null
    for (const [n, letter] of all.entries()) {
      const id = String(++made).padStart(26, '0')
      insertSuket(tx, {
        id,
        recording,
        number: `N/${made}`,
        issuer: letter.issuer,
        year: 2000 + made,
        seq: n + 1,
        state: letter.state,
        issued_on: letter.issuedOn,
        expires_on: letter.expiresOn,
        issued_at: `${letter.issuedOn}T01:00:00.000Z`,
        qr: '',
        reason: null,
        operator: 'op',
        profile: null,
        signer: 0,
        paper: 'A4',
        layout: 2,
        code: null,
        renews: letter.follows ? last : null,
      })
      if (letter.state === 'withdrawn' || letter.state === 'void' || letter.state === 'renewed')
        tx.run('UPDATE suket SET ended_at = ? WHERE id = ?', [letter.endedAt, id])
      last = id
    }
  })
}
let made = 0

/** The recap from the letters alone, by another way. */
function counted(all: readonly Letter[]): Map<string, RecapDay> {
  const days = new Map<string, RecapDay>()
  const add = (day: string, issuer: string, more: Partial<RecapDay>) => {
    const old = days.get(`${day} ${issuer}`) ?? { day, issuer, issued: 0, renewed: 0, withdrawn: 0, void: 0 }
    days.set(`${day} ${issuer}`, {
      ...old,
      issued: old.issued + (more.issued ?? 0),
      renewed: old.renewed + (more.renewed ?? 0),
      withdrawn: old.withdrawn + (more.withdrawn ?? 0),
      void: old.void + (more.void ?? 0),
    })
  }
  for (const [n, letter] of all.entries()) {
    add(letter.issuedOn, letter.issuer, { issued: 1, renewed: letter.follows && n > 0 ? 1 : 0 })
    if (letter.state === 'withdrawn' || letter.state === 'void')
      add(dayIn('Asia/Makassar', new Date(letter.endedAt)), letter.issuer, { [letter.state]: 1 })
  }
  return days
}

describe('the recap and the register', () => {
  it('say what the ledger says, for any ledger and range', async () => {
    const ledger: Letter[] = []
    await fc.assert(
      fc.asyncProperty(letters, fc.constantFrom(...DAYS), fc.constantFrom(...DAYS), async (more, a, b) => {
        // The ledger only grows; a first letter of a run follows none.
        const fresh = more.map((letter, n) => (n === 0 ? { ...letter, follows: false } : letter))
        await put(fresh)
        ledger.push(...fresh)
        const [from, to] = [a, b].toSorted() as [string, string]
        const expected = [...counted(ledger).values()]
          .filter(({ day }) => day >= from && day <= to)
          .toSorted((x, y) => (x.day + x.issuer < y.day + y.issuer ? -1 : 1))
        const found = suketRecap(open.station.read, { from, to }, 'Asia/Makassar')
        expect(found).toEqual(expected)
        const rows = bookRows(open.station.read, { from, to }, '2026-11-23', (at) => at.slice(0, 10))
        expect(rows).toHaveLength(recapTotals(found).issued)
        const counts = ledger.filter(({ state }) => state === 'issued' || state === 'reprinted')
        const listed = (show: 'soon' | 'expired') =>
          listSukets(open.station.read, {
            text: '',
            show,
            before: undefined,
            limit: 1,
            today: '2026-11-23',
            soon: '2026-12-07',
          }).total
        expect(listed('expired')).toBe(counts.filter(({ expiresOn }) => expiresOn < '2026-11-23').length)
        expect(listed('soon')).toBe(
          counts.filter(({ expiresOn }) => expiresOn >= '2026-11-23' && expiresOn <= '2026-12-07').length,
        )
      }),
      { numRuns: 12 },
    )
  })

  it('is saved by the penyelia alone, and for a range that exists', async () => {
    const range = { from: '2026-11-30', to: '2026-11-01', kind: 'xlsx', path: open.temp('x') } as const
    await expect(call(suketHandlers.saveBook, range, { context: open.context })).rejects.toMatchObject({
      code: 'SUKET-BOOK-RANGE',
    })
    const operator = await openTestStation()
    try {
      await expect(
        call(suketHandlers.saveBook, { ...range, to: '2026-12-01' }, { context: operator.context }),
      ).rejects.toMatchObject({ code: 'SUKET-BOOK-SUPERVISOR' })
    } finally {
      await operator.close()
    }
  })
})
