import type { Application, BiodataSource, Collection, Purpose } from '../../../../contract/application.ts'

/** An application as it is chosen: from outside the domicile some of it may be missing. */
export interface TypedApplication {
  readonly purpose: Purpose
  readonly home: string
  readonly source: BiodataSource | ''
  readonly collection: Collection | ''
}

/** As the form begins: with what the number was drawn for, or with what is noted. */
export function typedApplication(given: Application | null, purpose: Purpose = 'new'): TypedApplication {
  if (given?.purpose === 'outside') return given
  return { purpose: given?.purpose ?? purpose, home: '', source: '', collection: '' }
}

/** The application, or null while something is missing. */
export function wholeApplication({
  purpose,
  home,
  source,
  collection,
}: TypedApplication): Application | null {
  if (purpose !== 'outside') return { purpose }
  return home === '' || source === '' || collection === '' ? null : { purpose, home, source, collection }
}
