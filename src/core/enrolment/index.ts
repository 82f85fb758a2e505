/** The door of the room 'enrolment' (perekaman). */
export { addDocument } from './documents/documents.ts'
export { dayIn } from './days.ts'
export { parkDraft } from './draft/park.ts'
export { isOutside, outsideCount } from './draft/application.ts'
export { openDrafts } from './draft/rows.ts'
export { folderDevice } from './devices/folder-device.ts'
export { identityMatcher } from './devices/identity-matcher.ts'
export { sbiDevices } from './devices/sbi/find.ts'
export { amendRecording } from './amend/amend.ts'
export { currentBiodata } from './amend/current.ts'
export { approveRecorded } from './exceptions/approve.ts'
export { waitingApprovals } from './exceptions/sealed.ts'
export { HELD_BACK, isAmendmentUnsent, isHeldBack } from './amend/hold.ts'
export { reviveCancelled } from './amend/settle.ts'
export { facingHandlers } from './facing/facing-handlers.ts'
export { enrolFromFolder, type FolderOptions, type FolderOutcome } from './folder/enrol.ts'
export { enrolmentHandlers } from './handlers.ts'
export { queueHandlers } from './queue/handlers.ts'
export { ageCopies, standing } from './recording/board-list.ts'
export {
  COPIES,
  counts,
  devicesHolding,
  disksHolding,
  hasNotLeft,
  isHere,
  isOnceOnly,
  latestUntil,
  LEVEL,
  plausibleUntil,
  provenWithin,
  type Within,
} from './recording/custody.ts'
export { saveProof } from './proof/proof.ts'
export { listRecordings, type ListFilter } from './recording/list.ts'
export { CASE, nextStepOf, STANDING, type StandingRow, stepOf } from './recording/next-step.ts'
export { recordingOf, recordingPhoto, type RecordedPacket, showRecording } from './recording/show.ts'
export { setStatus, type StatusChange, type StatusNow, statusOf } from './recording/status.ts'
export { chainEnd } from './seal/chain.ts'
export { packetPath, signaturePath } from './seal/paths.ts'
export {
  type Mended,
  mendSignature,
  type SealedPacket,
  soundSignature,
  wholeDigests,
} from './signature/mend.ts'
export { isSigned, ownSigners, type Signer } from './signature/signed.ts'
export { deviceStream, documentStream, draftImage, draftStream, recordingStream } from './streams.ts'
