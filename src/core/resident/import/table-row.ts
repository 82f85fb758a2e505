/** One row of a table; `line` is its number in the file (CSV) or in the sheet, as the person's program shows it. */
export interface TableRow {
  readonly line: number
  readonly cells: readonly string[]
}

/** So much of a file tells what it is: bytes. */
export const HEAD = 1 << 20
/** More columns hold no resident. */
export const COLUMNS = 200
/** Characters of a cell that are kept: no field is that long. */
export const CELL = 2000
