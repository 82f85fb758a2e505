export * from './fake-ports.ts'
export {
  openTestStation,
  TEST_COST,
  TEST_PASSPHRASE,
  type TestStation,
  type TestStationOptions,
} from './test-station.ts'
export { sampleJpeg, samplePng } from './images.ts'
export { CAPTURED, completeDraft, sampleBiodata, sampleCapture } from './sample-people.ts'
export { seedRecordings, type SeedOptions } from './seed-recordings.ts'
export { quickDraft } from './quick-draft.ts'
