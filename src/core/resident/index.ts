/** The door of the room 'resident' (penduduk). */
export { type Alike, alikeRecordings } from './alike.ts'
export { type Eligibility } from './ages.ts'
export { checkBiodata, type BiodataCheck, type KnownRegions, type Noted } from './biodata.ts'
export { residentHandlers } from './handlers.ts'
export { nikInvalid } from './nik-invalid.ts'
export { cardName } from './names.ts'
export { Regions, type Region, type RegionKind, type RegionLevel, type RegionSearch } from './regions.ts'
export { regionsAt } from './regions-at.ts'
