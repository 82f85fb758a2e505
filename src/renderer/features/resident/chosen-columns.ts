import { REQUIRED_FIELDS, RESIDENT_FIELDS, type ResidentField } from '../../../contract/resident-list.ts'

/** What each column of a file holds, column by column. Two may say the same while somebody goes through a list by arrows. */
export type Chosen = readonly (ResidentField | '')[]
type Columns = Partial<Record<ResidentField, number>>

export function chosenOf(columns: Columns, count: number): Chosen {
  return Array.from(
    { length: count },
    (_, at) => RESIDENT_FIELDS.find((field) => columns[field] === at) ?? '',
  )
}

export function columnsOf(chosen: Chosen): Columns {
  return Object.fromEntries(
    RESIDENT_FIELDS.map((field) => [field, chosen.indexOf(field)]).filter(([, at]) => at !== -1),
  )
}

export function withField(chosen: Chosen, at: number, value: string): Chosen {
  return chosen.with(at, RESIDENT_FIELDS.find((field) => field === value) ?? '')
}

/** What keeps a file from being read: fields that no column holds, and fields that two hold. */
export function problemsOf(chosen: Chosen): { missing: ResidentField[]; twice: ResidentField[] } {
  return {
    missing: REQUIRED_FIELDS.filter((field) => !chosen.includes(field)),
    twice: RESIDENT_FIELDS.filter((field) => chosen.indexOf(field) !== chosen.lastIndexOf(field)),
  }
}
