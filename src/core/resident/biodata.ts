/** Everything the desk should know of a person's biodata before sealing: what is in the way, and what to look at. */
import type { BiodataBlock, BiodataWarning } from '../../contract/biodata-notices.ts'
import { completeBiodata, tidyBiodata, type BiodataDraft, type BiodataField } from '../../contract/biodata.ts'
import { readIsoDate } from '../../contract/iso-date.ts'
import { kkWarnings } from '../../contract/kk.ts'
import { nikWarnings, parseNik, type Sex } from '../../contract/nik.ts'
import { ageOn, eligibility, isEverMarried, unknownBirthDate } from './ages.ts'
import { nameWarnings } from './names.ts'

/** What the checks need of `Regions`. */
export interface KnownRegions {
  readonly nikCodes: ReadonlySet<string>
  get(code: string): { readonly code: string } | undefined
}

export interface Noted<Code> {
  readonly code: Code
  readonly field: BiodataField
}

export interface BiodataCheck {
  /** Must be empty to seal. `BIODATA-UNKNOWN-FIELD` names a field outside the form. */
  readonly blocking: readonly { readonly code: BiodataBlock; readonly field: string }[]
  /** In the order of the form; a warning never blocks. */
  readonly warnings: readonly Noted<BiodataWarning>[]
}

/**
 * Checks biodata, complete or still being typed: rules whose fields are not there yet are silent. `today` is ISO and
 * should be the latest day the station has seen, because a clock that is set back would make everyone too young.
 */
export function checkBiodata(draft: BiodataDraft, today: string, regions: KnownRegions): BiodataCheck {
  const tidy = tidyBiodata(draft)
  const result = completeBiodata(tidy)
  const problems = result.ok ? [] : (result.problems as { field: string; code: BiodataBlock }[])
  const wrong = new Set(problems.map((problem) => problem.field))
  const sound: BiodataDraft = Object.fromEntries(Object.entries(tidy).filter(([field]) => !wrong.has(field)))
  return {
    blocking: [...problems, ...ageBlocks(sound, today)],
    warnings: [
      ...note('nik', nikNotes(sound, regions)),
      ...note('kk', kkWarnings(sound.kk ?? '', { regionCodes: regions.nikCodes })),
      ...note('nama', nameWarnings(sound.nama ?? '')),
      ...note('tanggalLahir', birthDateNotes(sound, today)),
      ...note('statusPerkawinan', maritalNotes(sound, today)),
      ...note('shdk', familyNotes(sound)),
      ...note('desaKelurahan', villageNotes(sound, regions)),
      ...note('nomorItap', itapNotes(sound, today)),
    ],
  }
}

function note<Code>(field: BiodataField, codes: readonly Code[]): Noted<Code>[] {
  return codes.map((code) => ({ code, field }))
}

function ageBlocks({ tanggalLahir, statusPerkawinan }: BiodataDraft, today: string): Noted<BiodataBlock>[] {
  if (tanggalLahir === undefined) return []
  if (tanggalLahir > today) return note('tanggalLahir', ['BIRTHDATE-FUTURE'])
  // Until the marital status is known an age under 16 may still be right.
  if (statusPerkawinan === undefined || eligibility(tanggalLahir, statusPerkawinan, today).may !== 'nothing')
    return []
  return note('tanggalLahir', ['AGE-TOO-YOUNG'])
}

function nikNotes(draft: BiodataDraft, regions: KnownRegions): BiodataWarning[] {
  const parts = parseNik(draft.nik ?? '')
  if (!parts.ok) return []
  const warnings: BiodataWarning[] = nikWarnings(parts.nik, {
    birthDate: draft.tanggalLahir,
    sex: draft.jenisKelamin as Sex | undefined,
    regionCodes: regions.nikCodes,
  })
  const here = draft.desaKelurahan?.slice(0, 8).replaceAll('.', '')
  const known = !warnings.includes('NIK-REGION-UNKNOWN')
  return known && here !== undefined && here !== parts.region
    ? [...warnings, 'NIK-REGION-ELSEWHERE']
    : warnings
}

function birthDateNotes({ tanggalLahir, statusPerkawinan }: BiodataDraft, today: string): BiodataWarning[] {
  if (tanggalLahir === undefined || tanggalLahir > today) return []
  const warnings: BiodataWarning[] = []
  if (unknownBirthDate(tanggalLahir) !== null) warnings.push('BIRTHDATE-DEFAULT')
  if (ageOn(tanggalLahir, today) > 110) warnings.push('BIRTHDATE-VERY-OLD')
  if (eligibility(tanggalLahir, statusPerkawinan, today).may === 'record') warnings.push('AGE-PRINT-AT-17')
  return warnings
}

/** UU 16/2019 allows marriage from 19; younger ones exist by dispensation, so it is looked at, not refused. */
function maritalNotes({ tanggalLahir, statusPerkawinan }: BiodataDraft, today: string): BiodataWarning[] {
  if (tanggalLahir === undefined || tanggalLahir > today || !isEverMarried(statusPerkawinan)) return []
  return ageOn(tanggalLahir, today) < 19 ? ['MARRIED-UNDER-AGE'] : []
}

function familyNotes({ shdk, jenisKelamin, statusPerkawinan }: BiodataDraft): BiodataWarning[] {
  const warnings: BiodataWarning[] = []
  if ((shdk === '2' && jenisKelamin === '2') || (shdk === '3' && jenisKelamin === '1'))
    warnings.push('SHDK-SEX')
  if ((shdk === '2' || shdk === '3') && statusPerkawinan === '1') warnings.push('SHDK-UNMARRIED')
  return warnings
}

function villageNotes({ desaKelurahan }: BiodataDraft, regions: KnownRegions): BiodataWarning[] {
  return desaKelurahan !== undefined && regions.get(desaKelurahan) === undefined ? ['REGION-UNKNOWN'] : []
}

/** UU 24/2013 art. 63: foreigners with a permanent stay permit (ITAP) have the card, for as long as the permit. */
function itapNotes(draft: BiodataDraft, today: string): BiodataWarning[] {
  const { kewarganegaraan, nomorItap, itapBerlakuHingga } = draft
  if (kewarganegaraan === '1') return (nomorItap ?? itapBerlakuHingga) ? ['ITAP-OF-CITIZEN'] : []
  if (kewarganegaraan !== '2') return []
  if (nomorItap === undefined) return ['ITAP-MISSING']
  const ends = readIsoDate(itapBerlakuHingga ?? '') === null ? undefined : itapBerlakuHingga
  return ends !== undefined && ends < today ? ['ITAP-EXPIRED'] : []
}
