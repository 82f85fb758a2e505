/** The door of the room 'upload' (pengiriman): the queue to the two sites. */
export { fileReceipt, type Via } from './file-receipt.ts'
export { uploadHandlers } from './handlers.ts'
export { lineOf, setLine } from './line.ts'
export { sendRound, startUploadService } from './queue.ts'
export { nextPackets } from './pending.ts'
export { siteStates, uploadStatus } from './status.ts'
export { resetAll } from './reset.ts'
export { type Round } from './upload.ts'
