/** Finding regions by what people type: in any case, with or without diacritics, apostrophes and spaces. */
import { fold } from './fold.ts'
import type { RegionTable } from './region-file.ts'

export interface RegionQuery {
  /** 0 province to 3 village; undefined for all. */
  readonly level?: number | undefined
  /** Rows from..to (exclusive) that may answer. */
  readonly from: number
  readonly to: number
  /** Row of the place from where is asked: the nearer comes first among equals. */
  readonly near?: number | undefined
  readonly limit: number
}

/** How provinces are called by everybody, folded and without spaces. */
const SHORT_NAMES: Readonly<Record<string, readonly string[]>> = {
  '31': ['dkijakarta', 'jakarta'],
  '34': ['diyogyakarta', 'yogyakarta', 'diy'],
  '52': ['ntb'],
  '53': ['ntt'],
}

/** Built once per table, about 91,000 names; then a search is one pass over them. */
export class RegionIndex {
  readonly #table: RegionTable
  /** ` word word`: a word prefix is found by one `includes`. */
  readonly #words: readonly string[]
  readonly #squashed: readonly string[]

  constructor(table: RegionTable) {
    this.#table = table
    const folded = table.names.map(fold)
    this.#words = folded.map((text) => ` ${text}`)
    this.#squashed = folded.map((text) => text.replaceAll(' ', ''))
  }

  /**
   * Rows by rank: the name itself, its beginning, the beginning of a later word, all words in any order, and words of
   * which some are in the names above (`paruga bima`). Among equals the nearer, the larger, the shorter, the code.
   */
  search(text: string, query: RegionQuery): number[] {
    const wanted = fold(text)
    if (wanted === '') return []
    const words = wanted.split(' ').map((word) => ` ${word}`)
    const squashed = wanted.replaceAll(' ', '')
    const ranks: number[][] = [[], [], [], [], []]
    for (let row = query.from; row < query.to; row++) {
      if (query.level !== undefined && this.#table.levels[row] !== query.level) continue
      const rank = this.#rank(row, words, squashed)
      if (rank !== undefined) ranks[rank]!.push(row)
    }
    const found: number[] = []
    for (const rows of ranks) {
      if (found.length >= query.limit) break
      found.push(...rows.toSorted((a, b) => this.#compare(a, b, query.near)).slice(0, query.limit))
    }
    return found.slice(0, query.limit)
  }

  #rank(row: number, words: readonly string[], wanted: string): number | undefined {
    const own = this.#words[row]!
    const squashed = this.#squashed[row]!
    if (squashed.startsWith(wanted)) return squashed.length === wanted.length ? 0 : 1
    for (const other of this.#otherNames(row, squashed)) {
      if (other.startsWith(wanted)) return other.length === wanted.length ? 0 : 1
    }
    if (squashed.includes(wanted) && startsAtWord(own, wanted)) return 2
    const missing = words.filter((word) => !own.includes(word))
    if (missing.length === words.length) return undefined
    for (let at = this.#table.parents[row]!; at >= 0 && missing.length > 0; at = this.#table.parents[at]!) {
      const above = this.#words[at]!
      for (let i = missing.length - 1; i >= 0; i--) if (above.includes(missing[i]!)) missing.splice(i, 1)
    }
    if (missing.length > 0) return undefined
    return words.every((word) => own.includes(word)) ? 3 : 4
  }

  /** `Kota Bima` is also called Bima, `Daerah Khusus Ibukota Jakarta` DKI Jakarta. */
  #otherNames(row: number, squashed: string): readonly string[] {
    const level = this.#table.levels[row]!
    if (level === 0) return SHORT_NAMES[this.#table.codes[row]!] ?? []
    return level === 1 ? [squashed.replace(/^(?:kabupaten|kota)(?:administrasi)?/, '')] : []
  }

  #compare(a: number, b: number, near: number | undefined): number {
    const table = this.#table
    return (
      this.#shared(b, near) - this.#shared(a, near) ||
      table.levels[a]! - table.levels[b]! ||
      table.names[a]!.length - table.names[b]!.length ||
      a - b
    )
  }

  /** How many levels two places share: 0 to 4. */
  #shared(row: number, near: number | undefined): number {
    if (near === undefined) return 0
    const here = this.#table.codes[near]!
    const there = this.#table.codes[row]!
    // codes are 2, 5, 8 and 13 long
    const ends = [2, 5, 8, 13].filter((end) => end <= here.length)
    const differ = ends.findIndex((end) => here.slice(0, end) !== there.slice(0, end))
    return differ < 0 ? ends.length : differ
  }
}

/** Whether `wanted` (no spaces) is the beginning of ` word word` read without spaces from some word on. */
function startsAtWord(words: string, wanted: string): boolean {
  for (let at = words.indexOf(' '); at >= 0; at = words.indexOf(' ', at + 1)) {
    if (words.slice(at).replaceAll(' ', '').startsWith(wanted)) return true
  }
  return false
}
