import { hash } from 'node:crypto'
import type { ResidentRow } from '../../../contract/resident-list.ts'
import { fold } from '../fold.ts'
import { NikTable } from './nik-table.ts'
import { SortedRuns } from './sorted-runs.ts'

/** A row as it lies in a run: the order of the list first (name, date of birth, NIK), the rest, and which of all rows it is. */
const BETWEEN = '\u001f'

export interface Counts {
  added: number
  changed: number
  same: number
}

/**
 * Where old and new rows come together, by NIK and in the order of the alphabet. Rows lie in an encrypted file; of each NIK memory has which of
 * its rows holds, a digest of that, and whether the file knows it.
 */
export class Staging {
  readonly #runs: SortedRuns
  readonly #niks = new NikTable()
  readonly #holding: number[] = []
  readonly #digests: number[] = []
  readonly #isInFile: boolean[] = []
  #rows = 0
  #removed = 0
  readonly counts: Counts = { added: 0, changed: 0, same: 0 }

  constructor(path: string, key: Uint8Array) {
    this.#runs = new SortedRuns(path, key)
  }

  /** A row of the list that stood until now. */
  old(resident: ResidentRow): void {
    const fields = fieldsOf(resident)
    this.#hold(this.#niks.numberOf(resident.nik), fields, digestOf(fields), false)
  }

  /** A row of the file; false where another row of it has this NIK with other data, which stays. */
  take(resident: ResidentRow): boolean {
    const fields = fieldsOf(resident)
    const digest = digestOf(fields)
    const number = this.#niks.numberOf(resident.nik)
    if (number === this.#holding.length) {
      this.#hold(number, fields, digest, true)
      this.counts.added++
    } else if (this.#digests[number] === digest) {
      this.#isInFile[number] = true
      this.counts.same++
    } else if (this.#isInFile[number]) {
      return false
    } else {
      this.#hold(number, fields, digest, true)
      this.counts.changed++
    }
    return true
  }

  /** Whom the file does not know goes; answers how many. */
  dropOld(): number {
    this.#removed = 0
    for (const [number, isInFile] of this.#isInFile.entries()) {
      if (isInFile) continue
      this.#holding[number] = NONE
      this.#removed++
    }
    return this.#removed
  }

  count(): number {
    return this.#niks.size - this.#removed
  }

  /** All rows in the order of name, date of birth, NIK; some hundreds at once. */
  *inOrder(): Generator<ResidentRow[]> {
    for (const texts of this.#runs.merged()) {
      const rows: ResidentRow[] = []
      for (const text of texts) {
        const { row, resident } = read(text)
        if (this.#holding[this.#niks.numberOf(resident.nik)] === row) rows.push(resident)
      }
      yield rows
    }
  }

  close(): void {
    this.#runs.close()
  }

  #hold(number: number, fields: string, digest: number, isInFile: boolean): void {
    this.#runs.push(`${fields}${BETWEEN}${this.#rows}`)
    this.#holding[number] = this.#rows++
    this.#digests[number] = digest
    this.#isInFile[number] = isInFile
  }
}

/** No row has this number. */
const NONE = -1

function fieldsOf(row: ResidentRow): string {
  // No field has control characters (TEXT-BROKEN), so a shorter name comes before the longer one that begins with it.
  return [
    fold(row.name),
    row.birthDate,
    row.nik,
    row.kk,
    row.name,
    row.birthPlace,
    row.sex,
    row.mother,
    row.address,
    row.rt,
    row.rw,
    row.village,
  ].join(BETWEEN)
}

function read(text: string): { row: number; resident: ResidentRow } {
  const [, birthDate, nik, kk, name, birthPlace, sex, mother, address, rt, rw, village, row] = text.split(
    BETWEEN,
  ) as [string, string, string, string, string, string, ResidentRow['sex'], ...string[]] & { length: 13 }
  return {
    row: Number(row),
    resident: { nik, kk, name, birthPlace, birthDate, sex, mother, address, rt, rw, village } as ResidentRow,
  }
}

/** 48 bits: two rows of one NIK that differ are taken for the same once in 10^14. */
function digestOf(fields: string): number {
  return Number.parseInt(hash('sha256', fields).slice(0, 12), 16)
}
