/** Settings: the Dinas' signed profile, trust, and how a station begins. The room's door. */
export { certificateRequest, certify } from './certify.ts'
export { certifyLetter, certifySite } from './dinas/certificates.ts'
export { signedFiles, signingFiles, writeNew } from './dinas/key-files.ts'
export { profileFromSettings } from './dinas/profile-settings.ts'
export { recertify } from './dinas/recertify.ts'
export { demoDinasFolder, demoStation } from './demo.ts'
export type { ParentEpoch } from './found.ts'
export { letterKeyOf, stationFromProfile } from './from-profile.ts'
export { settingsHandlers } from './handlers.ts'
export { installCertificate } from './install-certificate.ts'
export { installProfile, readProfileFile } from './install-profile.ts'
export { installWaiting, judgedWaiting, offerProfile } from './waiting-profile.ts'
export { keyLine } from './key-line.ts'
export {
  FIRST_ACCOUNTS,
  type FirstAccount,
  makeStation,
  type NewStation,
  REQUEST_FILE,
  stationExists,
} from './make-station.ts'
export { type LiveStation, openStation } from './open-station.ts'
export { nextSerial } from './root-serial.ts'
export { FIRST_STATION_SERIAL, makeSampleDinas, type SampleDinas } from './sample-dinas.ts'
export { sampleProfile, type SampleProfileOptions, type SiteUrls } from './sample-profile.ts'
export { finishMoveIn } from './scaffold.ts'
export { stationPaths } from './station-folder.ts'
export { VERSION } from './version.ts'
