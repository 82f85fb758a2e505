import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { ALIKE, birthDatesToSearch, type Identity, nameLikeness, samePerson } from './same-person.ts'

const FIRST = (
  'Muhammad Ahmad Abdul Siti Nur Sri Dewi Budi Joko Eko Agus Rahmat Hidayat Fatimah Aminah Khadijah Zainab Yusuf Ibrahim Ismail ' +
  'Hasan Husain Umar Usman Ali Ratna Wati Kartini Sukarno Suharto Wahyu Indra Putra Putri Made Ketut Wayan Komang Nyoman ' +
  'Hasanah Nurhayati Rohani Saleh Jafar Firdaus Arif Ridwan Syarif Lestari Wulandari Anggraini Pratiwi Handayani'
).split(' ')

/** Spellings and slips as they come in from one office to the next. */
const RESPELL: readonly (readonly [RegExp, string])[] = [
  [/\bMuhammad\b/, 'Moh.'],
  [/\bMuhammad\b/, 'M.'],
  [/\bMuhammad\b/, 'Mochamad'],
  [/\bAbdul\b/, 'Abd.'],
  [/u/, 'oe'],
  [/\bJ/, 'Dj'],
  [/y/i, 'j'],
  [/h\b/, ''],
  [/([lnms])/, '$1$1'],
  [/^/, 'H. '],
  [/ /, '  '],
  [/\bAhmad\b/, 'Achmad'],
  [/f/i, 'ph'],
]

const words = (min: number, max: number) =>
  fc.uniqueArray(fc.constantFrom(...FIRST), { minLength: min, maxLength: max }).map((list) => list.join(' '))
const born = fc
  .date({ min: new Date('1940-01-01'), max: new Date('2009-12-28'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const person: fc.Arbitrary<Identity> = fc.record({ name: words(2, 3), birthDate: born, mother: words(1, 2) })

/** One letter in the middle of a long word goes missing. */
function drop(name: string): string {
  const list = name.split(' ')
  const at = list.findIndex((word) => word.length >= 6)
  if (at < 0) return name
  const word = list[at]!
  return list.with(at, word.slice(0, 3) + word.slice(4)).join(' ')
}

const written = fc
  .tuple(person, fc.constantFrom(...RESPELL), fc.constantFrom('none', 'drop', 'capitals', 'joined'))
  .map(([one, [from, to], slip]) => {
    const respelt = one.name.replace(from, to)
    const name =
      slip === 'drop'
        ? drop(one.name)
        : slip === 'capitals'
          ? respelt.toUpperCase()
          : slip === 'joined'
            ? one.name.replace(' ', '')
            : respelt
    return { one, again: { ...one, name } }
  })

const RUNS = 4000
const SEED = 20170317

test(`recall: at least 97 of 100 people written another way are found (seed ${SEED})`, () => {
  const pairs = fc.sample(written, { numRuns: RUNS, seed: SEED })
  const missed = pairs.filter(({ one, again }) => samePerson(one, again) < ALIKE)
  const recall = 1 - missed.length / RUNS
  expect(recall).toBeGreaterThanOrEqual(0.97)
})

test(`false alarms: of 100 pairs with one birth date, and of 1000 on default birthdays, at most one (seed ${SEED})`, () => {
  const pairs = fc.sample(fc.tuple(person, person), { numRuns: RUNS, seed: SEED })
  const alarms = (share: (one: Identity) => string) =>
    pairs.filter(([a, b]) => {
      const birthDate = share(a)
      return a.name !== b.name && samePerson({ ...a, birthDate }, { ...b, birthDate }) >= ALIKE
    }).length / RUNS
  const sameDay = alarms(({ birthDate }) => birthDate)
  const defaults = ['1965-07-01', '1965-12-31', '1965-01-01'].map((day) => alarms(() => day))
  expect(sameDay).toBeLessThanOrEqual(0.01)
  for (const share of defaults) expect(share).toBeLessThanOrEqual(0.001)
})

describe('examples', () => {
  const same: [Identity, Identity][] = [
    [
      { name: 'MUHAMMAD YUSUF', birthDate: '1985-03-17', mother: 'SITI AMINAH' },
      { name: 'M. JUSUF', birthDate: '1985-03-17', mother: 'ST. AMINAH' },
    ],
    [
      { name: 'NUR HAYATI', birthDate: '1990-05-04', mother: 'FATIMAH' },
      { name: 'NURHAYATI', birthDate: '1990-04-05', mother: 'FATIMA' },
    ],
    [
      { name: 'DJOKO SOESILO', birthDate: '1970-07-01', mother: 'SRI WAHYUNI' },
      { name: 'JOKO SUSILO', birthDate: '1970-11-20', mother: 'SRI WAHJUNI' },
    ],
    ...['1970-12-31', '1970-01-01'].map((birthDate): [Identity, Identity] => [
      { name: 'DJOKO SOESILO', birthDate, mother: 'SRI WAHYUNI' },
      { name: 'JOKO SUSILO', birthDate: '1970-11-20', mother: 'SRI WAHJUNI' },
    ]),
    // The 15th stands for a day that nobody knows.
    [
      { name: 'DJOKO SOESILO', birthDate: '1970-11-15', mother: 'SRI WAHYUNI' },
      { name: 'JOKO SUSILO', birthDate: '1970-11-22', mother: 'SRI WAHJUNI' },
    ],
  ]
  it.each(same)('%j may be %j', (a, b) => {
    expect(samePerson(a, b)).toBeGreaterThanOrEqual(ALIKE)
    expect(samePerson(b, a)).toBe(samePerson(a, b))
  })
  const others: [Identity, Identity][] = [
    // Twins.
    [
      { name: 'HASAN BASRI', birthDate: '1985-03-17', mother: 'SITI AMINAH' },
      { name: 'HUSEN BASRI', birthDate: '1985-03-17', mother: 'SITI AMINAH' },
    ],
    // A name that a thousand share, on a day that means 'unknown'.
    [
      { name: 'SITI AMINAH', birthDate: '1960-07-01', mother: 'FATIMAH' },
      { name: 'SITI AMINAH', birthDate: '1960-07-01', mother: 'KHADIJAH' },
    ],
    ...['1960-12-31', '1960-01-01'].map((birthDate): [Identity, Identity] => [
      { name: 'SITI AMINAH', birthDate, mother: 'FATIMAH' },
      { name: 'SITI AMINAH', birthDate, mother: 'FARIDAH' },
    ]),
    // The 15th of another month, and a mother who is another.
    [
      { name: 'JOKO SUSILO', birthDate: '1970-10-15', mother: 'SRI WAHYUNI' },
      { name: 'JOKO SUSILO', birthDate: '1970-11-22', mother: 'SRI WAHYUNI' },
    ],
    [
      { name: 'SITI AMINAH', birthDate: '1960-03-15', mother: 'FATIMAH' },
      { name: 'SITI AMINAH', birthDate: '1960-03-22', mother: 'KHADIJAH' },
    ],
    [
      { name: 'SITI', birthDate: '1985-03-17', mother: 'FATIMAH' },
      { name: 'SITI AMINAH', birthDate: '1985-03-17', mother: 'RATNA DEWI' },
    ],
  ]
  it.each(others)('%j is not %j', (a, b) => expect(samePerson(a, b)).toBeLessThan(ALIKE))

  it('is alike to itself, and never more alike than that', () => {
    fc.assert(
      fc.property(words(1, 4), words(1, 4), (a, b) => {
        expect(nameLikeness(a, a)).toBe(1)
        expect(nameLikeness(a, b)).toBeLessThanOrEqual(1)
        expect(nameLikeness(a, b)).toBeCloseTo(nameLikeness(b, a), 10)
      }),
    )
  })

  it('searches the days under which a slip may stand', () => {
    const dates = birthDatesToSearch('1990-05-04')
    expect(dates).toEqual(
      expect.arrayContaining(['1990-05-04', '1990-04-05', '1990-07-01', '1991-05-04', '1990-05-14']),
    )
    for (const day of ['07-01', '12-31', '01-01']) {
      expect(birthDatesToSearch(`1990-${day}`)).toBeNull()
      expect(dates).toContain(`1990-${day}`)
    }
    expect(dates).toContain('1990-05-15')
    expect(birthDatesToSearch('1990-02-15')).toEqual(expect.arrayContaining(['1990-02-01', '1990-02-28']))
    expect(birthDatesToSearch('1990-02-15')).not.toContain('1990-02-29')
  })
})
