import { readQuestion, type Question } from '../../../contract/read-question.ts'
import type { ResidentRow, SearchPlace } from '../../../contract/resident-list.ts'
import type { ReadDb } from '../../db/handles.ts'
import { fold } from '../fold.ts'
import { readName } from './read-name.ts'
import { beginning, bornToken, villageToken, whole } from './tokens.ts'

export interface FoundResident
  extends Pick<ResidentRow, 'nik' | 'name' | 'birthDate' | 'sex' | 'village' | 'address'> {
  /** The place in the list. */
  readonly id: number
  /** Which way it was found: a higher one fits less. */
  readonly phase: number
}

export interface SearchPage {
  readonly rows: readonly FoundResident[]
  readonly next: SearchPlace | null
}

interface Row extends Omit<FoundResident, 'phase'> {
  readonly kk?: string
}

const ROW = 'r.id, r.nik, r.name, r.birth_date AS birthDate, r.sex, r.village, r.address'

/** One way of looking: rows in their order behind a place, and where each is. */
interface Way {
  readonly phase: number
  rows(after: string, limit: number): Row[]
  placeOf(row: Row): string
  /** Rows that an earlier way found already, or that only look alike to the index. */
  fits(row: Row): boolean
}

/** By the beginning of a NIK, in the order of the numbers. */
function byNik(db: ReadDb, digits: string, village: string): Way {
  return {
    phase: 0,
    rows: (after, limit) =>
      db.all<Row>(
        `SELECT ${ROW} FROM resident r
         WHERE r.nik >= :digits AND r.nik < :end AND r.nik > :after AND :village IN ('', r.village)
         ORDER BY r.nik LIMIT :limit`,
        { digits, end: behind(digits), after, village, limit },
      ),
    placeOf: ({ nik }) => nik,
    fits: () => true,
  }
}

/** By the beginning of a family card's number, household by household. */
function byCard(db: ReadDb, digits: string, village: string): Way {
  return {
    phase: 1,
    rows: (after, limit) => {
      const [kk = '', id = '0'] = after.split('/')
      return db.all<Row>(
        `SELECT ${ROW}, r.kk FROM resident r
         WHERE r.kk <> '' AND r.kk >= :digits AND r.kk < :end AND (r.kk, r.id) > (:kk, :id) AND :village IN ('', r.village)
         ORDER BY r.kk, r.id LIMIT :limit`,
        { digits, end: behind(digits), kk, id: Number(id), village, limit },
      )
    },
    placeOf: (row) => `${row.kk}/${row.id}`,
    fits: () => true,
  }
}

/** Comes after every number that begins so. */
const behind = (digits: string) => `${digits}:`

/** Everybody whose name begins so: places are in the order of names, so the first is found by halving and the rest follow. */
function byAlphabet(db: ReadDb, phase: number, start: string, fits: (row: Row) => boolean): Way {
  const nameAt = (id: number) =>
    fold(db.get<{ name: string }>('SELECT name FROM resident WHERE id = ?', [id])?.name ?? '')
  const last = db.get<{ last: number | null }>('SELECT max(id) AS last FROM resident')?.last ?? 0
  let low = 1
  let high = last + 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (nameAt(middle) < start) low = middle + 1
    else high = middle
  }
  return {
    phase,
    rows: (after, limit) => {
      const rows = db.all<Row>(
        `SELECT ${ROW} FROM resident r WHERE r.id >= :low AND r.id > :after ORDER BY r.id LIMIT :limit`,
        { low, after: Number(after || 0), limit },
      )
      const end = rows.findIndex(({ name }) => !fold(name).startsWith(start))
      return end < 0 ? rows : rows.slice(0, end)
    },
    placeOf: ({ id }) => String(id),
    fits,
  }
}

/** By words of the index, in alphabetical order. */
function byWords(db: ReadDb, phase: number, query: string, fits: (row: Row) => boolean): Way {
  return {
    phase,
    rows: (after, limit) =>
      db.all<Row>(
        `SELECT ${ROW} FROM word JOIN resident r ON r.id = word.rowid
         WHERE word MATCH :query AND word.rowid > :after ORDER BY word.rowid LIMIT :limit`,
        { query, after: Number(after || 0), limit },
      ),
    placeOf: (row) => String(row.id),
    fits,
  }
}

/** What of a question narrows every way: a date of birth or its beginning, a village, the beginning of a NIK. */
function narrows({ born, digits }: Question, village: string): (row: Row) => boolean {
  return (row) =>
    row.birthDate.startsWith(born) &&
    (village === '' || row.village === village) &&
    (digits === '' || row.nik.startsWith(digits))
}

/** All ways of answering a question, the best first. */
function waysOf(db: ReadDb, question: Question, village: string): Way[] {
  const { digits, words, born } = question
  if (words === '' && digits !== '') return [byNik(db, digits, village), byCard(db, digits, village)]
  const also = [
    ...(born === '' ? [] : [born.length === 10 ? whole(bornToken(born)) : beginning(bornToken(born))]),
    ...(village === '' ? [] : [whole(villageToken(village))]),
  ]
  const and = (query: string) => [query, ...also].filter(Boolean).join(' AND ')
  const isWithin = narrows(question, village)
  if (words === '') return [byWords(db, 3, and(''), isWithin)]
  const name = readName(words)
  if (name.written === '') return []
  const ways: Way[] = []
  // Narrowed, the index finds the few at once; the alphabet would be gone through.
  const isAlone = also.length === 0 && digits === ''
  if (isAlone) ways.push(byAlphabet(db, 2, fold(words), isWithin))
  ways.push(byWords(db, 3, and(name.written), (row) => isWithin(row) && !(isAlone && name.begins(row))))
  if (name.sound !== '')
    ways.push(byWords(db, 4, and(name.sound), (row) => isWithin(row) && !name.isWritten(row)))
  if (name.frame !== '') {
    const isSlip = (row: Row) => !name.isWritten(row) && !name.sounds(row) && name.isLike(row)
    ways.push(byWords(db, 5, and(name.frame), (row) => isWithin(row) && isSlip(row)))
  }
  return ways
}

/** Rows that one call looks at, at most: what looks alike to the index and is not takes time too. */
const LOOKED_AT = 1000
const CHUNK = 100
/** So many that fit better are a page of their own. */
const ENOUGH = 10

/**
 * A page of residents for what somebody typed, exact ones first (`Way`), alphabetically within; `from` goes on behind an earlier page.
 * Without a question everybody, in alphabetical order.
 */
export function searchResidents(
  db: ReadDb,
  { text, village = '', from, limit }: { text: string; village?: string; from?: SearchPlace; limit: number },
): SearchPage {
  const question = readQuestion(text)
  const isEverybody =
    question.words === '' && question.digits === '' && question.born === '' && village === ''
  const ways = isEverybody ? [everybody(db)] : waysOf(db, question, village)
  const rows: FoundResident[] = []
  let looked = 0
  for (const way of ways) {
    if (from && way.phase < from.phase) continue
    // Who was found is looked at first; what only sounds so is asked for when somebody scrolls to it.
    if (rows.length >= ENOUGH) return { rows, next: { phase: way.phase, after: '' } }
    let after = from?.phase === way.phase ? from.after : ''
    for (;;) {
      const page = way.rows(after, Math.min(CHUNK, limit - rows.length + 1))
      for (const row of page) {
        if (rows.length === limit || looked === LOOKED_AT) return { rows, next: { phase: way.phase, after } }
        looked++
        after = way.placeOf(row)
        if (way.fits(row)) rows.push(shown(row, way.phase))
      }
      if (page.length === 0) break
    }
  }
  return { rows, next: null }
}

function everybody(db: ReadDb): Way {
  return {
    phase: 9,
    rows: (after, limit) =>
      db.all<Row>(`SELECT ${ROW} FROM resident r WHERE r.id > :after ORDER BY r.id LIMIT :limit`, {
        after: Number(after || 0),
        limit,
      }),
    placeOf: (row) => String(row.id),
    fits: () => true,
  }
}

function shown({ id, nik, name, birthDate, sex, village, address }: Row, phase: number): FoundResident {
  return { id, nik, name, birthDate, sex, village, address, phase }
}
