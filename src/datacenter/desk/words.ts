import { refusalOf } from '../../contract/catalogue.ts'

/** What happened, in the words of the catalogue. */
export function refusalWords(code: string): string {
  return refusalOf(code).id.what
}
