/** The door of the room 'resident' (penduduk). */
export { ageOn, dayOfAge, eligibility, isEverMarried, unknownBirthDate, type Eligibility } from './ages.ts'
export { checkBiodata, type BiodataCheck, type KnownRegions, type Noted } from './biodata.ts'
export { fold } from './fold.ts'
export { checkNik, residentHandlers } from './handlers.ts'
export { nikInvalid } from './nik-invalid.ts'
export { NAME_MAX, cardName, nameWarnings } from './names.ts'
export {
  REGION_LEVELS,
  Regions,
  dottedCode,
  type Region,
  type RegionKind,
  type RegionLevel,
  type RegionSearch,
} from './regions.ts'
export { regionsAt } from './regions-at.ts'
