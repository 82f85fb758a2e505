export * from './fake-ports.ts'
export {
  openTestStation,
  TEST_COST,
  TEST_PASSPHRASE,
  type TestStation,
  type TestStationOptions,
} from './test-station.ts'
